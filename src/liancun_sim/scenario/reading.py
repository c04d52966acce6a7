"""Scenario and study files as documents, with what is wrong in them said of the file they came from."""

from pathlib import Path

from liancun_sim.files import reason
from liancun_sim.files.yaml_document import Document, NotYaml, parse_yaml, read_document
from liancun_sim.scenario.origin import Origin
from liancun_sim.vocabulary import BadInput, Fault, say


def read_file(path: Path, shown: str) -> Document:
    """The YAML document in a file, called `shown` in faults.

    Raises
    ------
    BadInput
        If it cannot be read, is not UTF-8 or not YAML, or gives a key twice.
    """
    try:
        return read_document(path)
    except OSError as error:
        raise BadInput(Fault(shown, "", say("scenario.unreadable", reason=reason(error)))) from None
    except NotYaml as error:
        raise _said_of(Origin(shown), error) from None


def parse(text: str, origin: Origin) -> Document:
    """The YAML document in a text; `origin` names it in faults."""
    try:
        return parse_yaml(text)
    except NotYaml as error:
        raise _said_of(origin, error) from None


def _said_of(origin: Origin, error: NotYaml) -> BadInput:
    """A fault for each thing wrong; a text from the command line stands for itself."""
    return BadInput(
        (origin if origin.text else Origin(origin.file, line)).fault(sentence) for line, sentence in error.wrong
    )
