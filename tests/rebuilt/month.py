"""The month as a list of rebuilt processes, by key."""

from rebuilt.attitude import attitude
from rebuilt.calendar import calendar
from rebuilt.consultation import consultation
from rebuilt.linkage import linkage
from rebuilt.outreach import outreach
from rebuilt.pairing import pairing
from rebuilt.support import support

MONTH = (calendar, support, linkage, pairing, outreach, attitude, consultation)
REBUILT = {process.__name__: process for process in MONTH}
