"""The store in a bucket of any object storage that speaks S3, for portals that run on several machines.

The settings name `WholeObjects` where a folder would not do (pcp_portal/places.py); `reports.files.store` alone calls it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3Storage

# Beyond this a file that is read lies on the disk meanwhile.
IN_MEMORY = 8 * 1024 * 1024


@deconstructible
class WholeObjects(S3Storage):
    """Promises what `WholeFiles` (store.py) does: an object is there when all of it has come, and what fails is an OSError.

    Nothing in the bucket is for the public, and no address of it is given to anybody.
    """

    def __init__(self, **options: Any) -> None:
        # Some makers' storages know no other addresses than these, and none of the newer checksums; what is kept here is
        # named by its own (manage.py verify_editions).
        config = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "max_attempts": 3},
            s3={"addressing_style": "path" if options.get("endpoint_url") else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, file_overwrite=True, default_acl=None, **options)

    def each(self) -> Iterator[tuple[str, datetime]]:
        """The name of every object with the moment it was written; a thousand a request."""
        with _told():
            for found in self.bucket.objects.filter(Prefix=f"{self.location}/"):
                yield found.key.rpartition("/")[2], found.last_modified

    def _open(self, name: str, mode: str = "rb") -> File:
        """All of an object, fetched before it is handed on: who reads it cannot be left with half."""
        key = self._normalize_name(name)
        fetched = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 closed by whoever is given it
        try:
            with _told():
                copyfileobj(self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=key)["Body"], fetched)
        except BaseException:
            fetched.close()
            raise
        fetched.seek(0)
        return File(fetched, name=name)

    def _save(self, name: str, content: File) -> str:
        with _told():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with _told():
            super().delete(name)

    def get_modified_time(self, name: str) -> datetime:
        with _told():
            return super().get_modified_time(name)


@contextmanager
def _told() -> Iterator[None]:
    """Says as an OSError, in a sentence, what the storage did not do."""
    try:
        yield
    except ClientError as refused:
        code = refused.response["ResponseMetadata"]["HTTPStatusCode"]
        told = refused.response["Error"].get("Message") or code
        raise (FileNotFoundError if code == 404 else OSError)(f"the object storage says: {told}") from refused
    except (BotoCoreError, Boto3Error) as trouble:
        raise OSError(f"the object storage cannot be reached: {trouble}") from trouble
