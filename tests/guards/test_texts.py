"""What no file of the project may say, and what the README must."""

import re
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.guards.sources import ROOT, code, texts

LINES_MAX = 400
LONGER_FOR_A_REASON: dict[str, str] = {
    "sopflow/proofcheck.py": "one file to be read, carried away and run alone",
}

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("crates", "io"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
        ("maven", "org"),
        ("apache", "org/maven2"),
    )
]
PATHS_OF_ONE_MACHINE = re.compile(
    r"(?<![\w.~}$])/(?:"
    + "|".join(("work", "root", "home/[a-z]+", "Users/[A-Za-z]+", "opt/wheels"))
    + ")/"
)
SETTING = re.compile(r"\bSOPFLOW_[A-Z0-9_]*[A-Z0-9]\b")
LOCKS = ["requirements.lock", "requirements-run.lock"]


def commands_of_the_readme() -> list[str]:
    return re.findall(r"^ +(sh \.ci/env .+)$", texts()["README.md"], re.MULTILINE)


def settings_of_the_product() -> set[str]:
    """Every name that `sopflow.settings` reads from the environment."""
    if find_spec("sopflow.settings") is None:
        return set()
    settings = import_module("sopflow.settings").Settings
    prefix = settings.model_config.get("env_prefix", "")
    return {
        (
            field.validation_alias if isinstance(field.validation_alias, str) else prefix + name
        ).upper()
        for name, field in settings.model_fields.items()
    }


def settings_in_the_readme() -> set[str]:
    return set(re.findall(r"^\| `(SOPFLOW_[A-Z0-9_]+)` \|", texts()["README.md"], re.MULTILINE))


@pytest.mark.parametrize("name", REGISTRIES)
def test_no_file_names_a_package_registry(name: str) -> None:
    assert [path for path, text in texts().items() if name in text.lower()] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert {
        path: found
        for path, text in texts().items()
        if (found := PATHS_OF_ONE_MACHINE.findall(text))
    } == {}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_by_hash_and_names_no_address(name: str) -> None:
    lock = texts()[name]

    assert "://" not in lock
    assert not re.search(
        r"--(?:index-url|extra-index-url|find-links)|^-[if]\b|@ ", lock, re.MULTILINE
    )
    pins = re.findall(
        r"^[a-z0-9][^=\n]*==[^\n]*\n(?P<hashed>    --hash=sha256:)?", lock, re.MULTILINE
    )
    assert pins
    assert all(pins)


def test_the_tests_lock_agrees_with_the_products_lock() -> None:
    product, tests = (
        set(re.findall(r"^\S+==\S+", texts()[name], re.MULTILINE)) for name in LOCKS[::-1]
    )

    assert product < tests


def test_the_readme_has_two_commands_and_the_check_runs_the_second() -> None:
    demo, tests = commands_of_the_readme()

    assert demo == "sh .ci/env run sopflow demo"
    assert texts()[".ci/run"].splitlines()[-1] == f"exec {tests}"


def test_every_setting_has_a_line_in_the_readme() -> None:
    named = {
        name
        for path, text in texts().items()
        if path != "README.md"
        for name in SETTING.findall(text)
    }

    assert (named | settings_of_the_product()) - settings_in_the_readme() == set()


def test_every_setting_in_the_readme_is_read_by_somebody() -> None:
    product = settings_of_the_product()
    if not product:
        return  # the product reads none yet
    elsewhere = {
        name
        for path, text in texts().items()
        if path.startswith(("tests/", "benchmarks/", ".ci/"))
        for name in SETTING.findall(text)
    }

    assert settings_in_the_readme() - product - elsewhere == set()


def test_no_file_holds_two_ideas() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in code()
        if (lines := len(path.read_text().splitlines())) > LINES_MAX
    }

    assert {path: lines for path, lines in long.items() if path not in LONGER_FOR_A_REASON} == {}
