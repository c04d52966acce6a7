"""The month as a list of rebuilt processes, by key."""

from rebuilt.assembly import assembly
from rebuilt.assessment import assessment
from rebuilt.attitude import attitude
from rebuilt.belief import belief
from rebuilt.calendar import calendar
from rebuilt.collective_economy import collective_economy
from rebuilt.consultation import consultation
from rebuilt.cooperative import cooperative
from rebuilt.diffusion import diffusion
from rebuilt.enterprise import enterprise
from rebuilt.governance import governance
from rebuilt.income import income
from rebuilt.leaving import leaving
from rebuilt.linkage import linkage
from rebuilt.outreach import outreach
from rebuilt.pairing import pairing
from rebuilt.participation import participation
from rebuilt.performance_pay import performance_pay
from rebuilt.public_works import public_works
from rebuilt.reserve_cadres import reserve_cadres
from rebuilt.support import support
from rebuilt.union_life import union_life

MONTH = (calendar, support, linkage, pairing, outreach, attitude, consultation, belief, leaving, assembly,
         performance_pay, reserve_cadres, governance, enterprise, cooperative, participation, collective_economy,
         public_works, union_life, diffusion, income, assessment)  # fmt: skip
REBUILT = {process.__name__: process for process in MONTH}
