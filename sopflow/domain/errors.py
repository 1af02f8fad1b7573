"""What can go wrong that is neither a refusal (a value) nor a bug (an assert).

SopflowError
├── DefinitionInvalid      an SOP file that does not compile; carries every diagnostic
├── CaseNotFound           no case has that id, number or tracking code
├── VersionNotFound        no such SOP version, or none in force for the unit
├── OrganisationInvalid    an organisation file that cannot be applied; carries every finding
├── ConfigurationError     a setting or a service is missing; says which and how to mend it
├── StoreUnavailable       the database cannot be reached or is not migrated
├── RecordRejected         the database refused what the engine wanted to record (the database lock)
└── CalendarExhausted      a deadline search ran past its bound
"""


class SopflowError(Exception):
    """Root of every failure that sopflow raises on purpose."""


class DefinitionInvalid(SopflowError):
    """An SOP file does not compile."""


class CaseNotFound(SopflowError):
    """No case has that id, number or tracking code."""


class VersionNotFound(SopflowError):
    """No such SOP version, or none in force for the unit."""


class OrganisationInvalid(SopflowError):
    """An organisation file cannot be applied."""


class ConfigurationError(SopflowError):
    """A setting or a service is missing; the message says which and how to mend it."""


class StoreUnavailable(SopflowError):
    """The database cannot be reached or its tables are not there."""


class RecordRejected(SopflowError):
    """The database lock refused a record that the engine had decided."""


class CalendarExhausted(SopflowError):
    """The search for an office minute went past its bound."""
