"""What a file must be before anything in it is looked at, and how faults are told."""

import json

import pytest
import yaml

from pillars.models import Narrative, Plan
from returns.files.plan import load_plan
from returns.files.quarter import load_quarter
from returns.files.read import LARGEST, Fault, FaultyFile
from tests import records
from tests.records import SAMPLE, faults_of, plan_file, quarter_file, write

pytestmark = pytest.mark.django_db

HEAD = "format: pcp-quarter/1\nplan: westmarsh\nquarter: 2025-26-q1\nrating_scale: 1\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "file.yaml:1: The file is not a list of keys and values."),
        ("just words", "file.yaml:1: The file is not a list of keys and values."),
        ("- a\n- b\n", "file.yaml:1: The file is not a list of keys and values."),
        ("a: [1, 2\nb: 3\n", "file.yaml:2: This is not YAML: expected ',' or ']', but got ':'."),
        ("a: b: c\n", "file.yaml:1: This is not YAML: mapping values are not allowed here."),
        (f"{HEAD}---\n{HEAD}", "file.yaml:5: This is not YAML: but found another document."),
        (f"{HEAD}? [a, b]\n: c\n", "file.yaml:5: This is not YAML: a key is a single word."),
        (f"{HEAD}pillars: !!python/name:os.system {{}}\n", "file.yaml:5: This is not YAML: could not determine a constructor"),
        (f"{HEAD}pillars: !!timestamp x\n", "file.yaml: The file cannot be read: "),
        (f"{HEAD}pillars: {'[' * 1200}{']' * 1200}\n", "file.yaml:5: Lists lie in lists more than 30 deep"),
        (f"{HEAD}pillars: \x07\n", "file.yaml: This is not YAML: unacceptable character #x0007"),
        (f"{HEAD}pillars: &a {{}}\nsub_themes: *a\n", "file.yaml:6: YAML aliases (*name) are not read. Write the value out."),
        ("{", "file.yaml:1: This is not YAML: "),
    ],
)  # fmt: skip
def test_file_that_is_no_list_of_keys_and_values_is_refused(tmp_path, text, fault):
    found = faults_of(load_quarter, write(tmp_path, text))
    assert found[0].startswith(fault)


def test_file_with_a_bomb_of_aliases_is_refused_at_once(tmp_path):
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert faults_of(load_quarter, write(tmp_path, bomb)) == [
        "file.yaml:2: YAML aliases (*name) are not read. Write the value out."
    ]


@pytest.mark.parametrize("load", [load_plan, load_quarter])
def test_file_that_is_missing_or_a_folder_is_refused(tmp_path, load):
    assert faults_of(load, tmp_path / "gone.yaml") == [
        "gone.yaml: The file cannot be opened: No such file or directory."
    ]
    (tmp_path / "folder").mkdir()
    assert faults_of(load, tmp_path / "folder") == ["folder: The file cannot be opened: Is a directory."]


def test_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_bytes("title: Café\n".encode("latin-1"))
    assert faults_of(load_plan, path) == ["file.yaml: The file is not text in UTF-8. Save it as UTF-8."]


def test_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "file.yaml"
    with open(path, "wb") as file:
        file.truncate(LARGEST + 1)
    assert faults_of(load_plan, path) == ["file.yaml: The file is larger than 10 MB. Is it the right one?"]


def test_file_with_a_byte_order_mark_is_read(tmp_path):
    path = write(tmp_path, "\ufeff" + yaml.safe_dump(plan_file(title="Café"), allow_unicode=True))
    load_plan(path)
    assert Plan.objects.get().title == "Café"


@pytest.mark.parametrize(
    "layout", [{"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}, {"ensure_ascii": False}]
)
def test_json_is_read_like_yaml(tmp_path, layout):
    title = "Café – ‘safer’ & <calmer> 😀"
    load_plan(write(tmp_path, json.dumps(plan_file(title=title), **layout), "plan.json"))
    assert Plan.objects.get().title == title
    content = quarter_file(pillars={"places": {"headlines": [title]}})
    load_quarter(write(tmp_path, json.dumps(content, **layout), "quarter.json"))
    assert Narrative.objects.get(pillar__isnull=False).text == title


def test_json_of_the_sample_is_the_sample(tmp_path):
    for name, load in (("plan", load_plan), ("2019-20-q1", load_quarter)):
        load(SAMPLE / f"{name}.yaml")
        content = yaml.safe_load((SAMPLE / f"{name}.yaml").read_text(encoding="utf-8"))
        again = load(write(tmp_path, json.dumps(content, default=str), f"{name}.json"))
        assert str(again) == "Nothing changed."


def test_fault_in_json_has_its_line(tmp_path):
    content = json.dumps(plan_file(titel="x"), indent=1)
    line = content.split("\n").index(' "titel": "x"') + 1
    assert faults_of(load_plan, write(tmp_path, content, "plan.json")) == [
        f"plan.json:{line}: titel: There is no such key. Is it spelt right?"
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Yes", "Yes"),
        ("No", "No"),
        ("2019-04-01", "2019-04-01"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("010", "010"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("=", "="),
        ("Light & <shine> ’ – é", "Light & <shine> ’ – é"),
        ('"# 1"', "# 1"),
    ],
)
def test_text_is_kept_as_it_is_written(tmp_path, written, meant):
    """YAML takes some plain words for dates, yes and no, or numbers in another base; people mean the words."""
    text = yaml.safe_dump(plan_file(), sort_keys=False).replace(
        "title: Police and Crime Plan 2025-2029", f"title: {written}"
    )
    load_plan(write(tmp_path, text))
    assert Plan.objects.get().title == meant


def test_number_of_a_commitment_with_a_zero_in_front_is_no_octal_number(tmp_path):
    text = yaml.safe_dump(plan_file(commitments=[records.commitment("10")])).replace("'10'", "010")
    load_plan(write(tmp_path, text))
    assert [str(commitment) for commitment in Plan.objects.get().commitments.all()] == ["10"]


def test_sub_theme_may_have_a_number_for_its_key(tmp_path):
    content = records.changed(plan_file(indicators=[]), "pillars", 0, "sub_themes", 0, "key", to="2030")
    load_plan(write(tmp_path, content))
    load_quarter(write(tmp_path, HEAD + "sub_themes:\n  2030:\n    rating: G\n"))
    assert faults_of(load_quarter, write(tmp_path, HEAD + "sub_themes:\n  2031:\n    rating: G\n")) == [
        "file.yaml:6: sub_themes › 2031: There is no sub-theme “2031” in the plan."
    ]


def test_key_that_stands_twice_is_a_fault_at_its_second_line(tmp_path):
    load_plan(write(tmp_path, plan_file()))
    text = f"{HEAD}sub_themes:\n  streets:\n    rating: G\n    rating: R\n  streets:\n    rating: A\n"
    assert faults_of(load_quarter, write(tmp_path, text)) == [
        "file.yaml:8: sub_themes › streets › rating: This key stands twice here; the second would hide the first.",
        "file.yaml:9: sub_themes › streets: This key stands twice here; the second would hide the first.",
    ]


@pytest.mark.parametrize("character", ["\\0", "\\x07", "\\x9f", "\\uFFFF"])
def test_character_that_cannot_be_shown_is_a_fault(tmp_path, character):
    load_plan(write(tmp_path, plan_file()))
    text = f'{HEAD}pillars:\n  places:\n    headlines:\n      - Lamps\n      - "Lamps{character}"\n'
    assert faults_of(load_quarter, write(tmp_path, text)) == [
        "file.yaml:9: pillars › places › headlines › item 2: "
        "This text holds a character that cannot be shown. Type it anew."
    ]


def test_fault_without_a_line_or_place_is_told_without_them():
    faults = [Fault(12, "pillars › places", "Second."), Fault(0, "", "First."), Fault(0, "", "First.")]
    refused = FaultyFile("plan.yaml", faults)
    assert refused.report() == "plan.yaml: First.\nplan.yaml:12: pillars › places: Second."
    assert str(refused) == "plan.yaml has 2 faults."
    assert str(FaultyFile("plan.yaml", faults[:1])) == "plan.yaml has 1 fault."
