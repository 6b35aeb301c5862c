"""The store in a bucket, against a stand-in of an object storage on this machine: it promises what a folder does."""

from datetime import timedelta
from hashlib import sha256
from io import StringIO

import boto3
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from moto.server import ThreadedMotoServer

from pcp_portal.places import place
from reports.actions import withdraw_edition
from reports.editions.sweeping import sweep
from reports.files import named, store
from tests.reports import publishing

CONTENT = b"A page.\n" * 5_000
DIGEST = sha256(CONTENT).hexdigest()
NAMED = {"bucket_name": "portal", "region_name": "eu-west-2", "access_key": "a", "secret_key": "b"}


@pytest.fixture(scope="module")
def storage():
    """The address of an object storage that forgets everything when the tests of this module are over."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(storage, settings, tmp_path):
    """An empty bucket in which the store lies."""
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    resource = boto3.resource("s3", endpoint_url=storage, region_name="eu-west-2", **keys)
    bucket = resource.create_bucket(Bucket="portal", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    told = NAMED | {"endpoint_url": storage}
    settings.STORAGES = settings.STORAGES | {name: place(name, tmp_path, told) for name in ("editions", "papers")}
    yield bucket
    bucket.objects.delete()
    bucket.delete()


def keys(bucket):
    return sorted(found.key for found in bucket.objects.all())


def test_content_is_kept_under_its_digest_and_once(bucket):
    assert store.put(CONTENT) == store.put(CONTENT) == DIGEST
    assert store.read(DIGEST) == CONTENT
    assert keys(bucket) == [f"editions/{DIGEST[:2]}/{DIGEST}"]
    ((name, written_at),) = store.kept()
    assert name == DIGEST
    assert timezone.now() - written_at < timedelta(minutes=5)


def test_places_lie_apart(bucket, tmp_path):
    (tmp_path / "paper").write_bytes(CONTENT)
    assert store.put_file(tmp_path / "paper", place=store.PAPERS) == DIGEST
    assert [name for name, _ in store.kept()] == []
    assert [name for name, _ in store.kept(place=store.PAPERS)] == [DIGEST]
    with pytest.raises(store.Unreadable):
        store.read(DIGEST)


def test_large_file_goes_in_and_out_piece_by_piece(bucket, tmp_path):
    content = bytes(range(256)) * 80_000
    (tmp_path / "large").write_bytes(content)
    digest = store.put_file(tmp_path / "large", place=store.PAPERS)
    with store.opened(digest, place=store.PAPERS) as file:
        assert b"".join(file.chunks()) == content
        assert file.size == len(content)
    store.copy(digest, tmp_path / "copied", place=store.PAPERS)
    assert (tmp_path / "copied").read_bytes() == content


def test_damaged_object_is_written_anew_when_its_content_comes_again(bucket):
    store.put(CONTENT)
    bucket.Object(f"editions/{DIGEST[:2]}/{DIGEST}").put(Body=b"rust")
    assert store.read(DIGEST) == b"rust"
    store.put(CONTENT)
    assert store.read(DIGEST) == CONTENT


def test_object_that_is_not_there_is_named_and_can_be_removed(bucket):
    with pytest.raises(store.Unreadable, match=DIGEST):
        store.read(DIGEST)
    store.remove(DIGEST)
    store.put(CONTENT)
    store.remove(DIGEST)
    assert keys(bucket) == []


def test_storage_that_refuses_or_cannot_be_reached_is_told_in_a_sentence(bucket, settings, tmp_path):
    there = settings.STORAGES["editions"]["OPTIONS"]["endpoint_url"]
    for more, said in (
        ({"bucket_name": "another"}, "bucket does not exist"),
        ({"endpoint_url": "http://127.0.0.1:9"}, "reached"),
    ):
        settings.STORAGES = settings.STORAGES | {
            "editions": place("editions", tmp_path, NAMED | {"endpoint_url": there} | more)
        }
        with pytest.raises(OSError, match=said):
            store.put(CONTENT)
        with pytest.raises(store.Unreadable, match=said):
            store.read(DIGEST)


@pytest.mark.django_db
def test_report_is_published_read_withdrawn_and_swept_in_a_bucket(bucket):
    publishing.publish(publishing.ready())
    assert set(named.digests(store.EDITIONS)) == {name for name, _ in store.kept()}
    page = Client(SERVER_NAME="localhost").get(publishing.FIRST)
    assert page.status_code == 200
    assert sha256(page.content).hexdigest() in {name for name, _ in store.kept()}
    call_command("verify_editions", stdout=StringIO())
    store.put(b"What nothing names.")
    assert sweep(now=timezone.now()) == 0, "it is young"
    assert sweep(now=timezone.now() + timedelta(days=2)) == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawn_edition_leaves_nothing_in_the_bucket(bucket):
    edition = publishing.publish(publishing.ready())
    withdraw_edition(edition=edition, reason="A name.", by=None)
    assert keys(bucket) == []
    assert Client(SERVER_NAME="localhost").get(publishing.FIRST).status_code == 410


@pytest.mark.django_db
def test_files_move_from_a_folder_into_the_bucket_and_are_read_again(bucket, settings, tmp_path):
    in_bucket = settings.STORAGES
    folder = tmp_path / "editions"
    settings.STORAGES = in_bucket | {"editions": place("editions", folder, {"bucket_name": ""})}
    publishing.publish(publishing.ready())
    wanted = sorted(named.digests(store.EDITIONS))
    settings.STORAGES = in_bucket
    lost = folder / wanted[0][:2] / wanted[0]
    content = lost.read_bytes()
    lost.write_bytes(b"rust")
    with pytest.raises(
        CommandError, match=rf"(?s)1 files of editions are not in the store.*{wanted[0]}: It is damaged"
    ):
        call_command("move_files", editions=folder, stdout=StringIO())
    lost.write_bytes(content)
    said = StringIO()
    call_command("move_files", editions=folder, stdout=said)
    assert said.getvalue() == f"editions: 1 files with {len(content):,} bytes are copied and read again.\n"
    assert {name for name, _ in store.kept()} >= set(wanted)
    call_command("verify_editions", stdout=StringIO())


def test_moving_asks_from_where():
    with pytest.raises(CommandError, match="--editions FOLDER --papers FOLDER"):
        call_command("move_files")
