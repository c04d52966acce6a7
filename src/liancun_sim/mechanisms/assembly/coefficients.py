"""The coefficients of the village assembly: what is raised, resolved, carried out and felt."""

from liancun_sim.parameters import Coefficient
from liancun_sim.vocabulary import Label

REPORT = "source document 004 (five rings, eight steps): 834 villages, in a year 19,280 suggestions, 4,034 assemblies, "
SHARE = "assumption; with the other three it makes 3,576 of 4,034 assemblies resolve (source document 004)"

COEFFICIENTS = (
    Coefficient(
        "assembly.suggestions", 1.93, 0.5, 4.0, "1/month", Label("Suggestions a village gathers",
        "每村每月收集意见建议"),
        REPORT + "19,280 / 834 / 12 a month", raises=("suggestions_raised",),
    ),
    Coefficient(
        "assembly.topic_share", 0.209, 0.05, 0.5, "share",
        Label("Share of suggestions put to an assembly", "意见建议列为议题的比例"), REPORT + "4,034 / 19,280",
        raises=("assemblies_held",),
    ),
    Coefficient(
        "assembly.attendance", 0.80, 0.6, 0.95, "share", Label("Representatives present", "代表到会率"), SHARE,
        raises=("resolutions_passed",),
    ),
    Coefficient(
        "assembly.attendance_spread", 0.08, 0.03, 0.15, "share",
        Label("Spread of attendance over assemblies", "到会率的标准差"), SHARE, lowers=("resolutions_passed",),
    ),
    Coefficient(
        "assembly.support", 0.844, 0.6, 0.95, "share",
        Label("Representatives present who agree, after opinions were asked", "征求意见后到会代表赞成率"), SHARE,
        raises=("resolutions_passed",),
    ),
    Coefficient(
        "assembly.support_spread", 0.12, 0.05, 0.20, "share",
        Label("Spread of agreement over assemblies", "赞成率的标准差"), SHARE, lowers=("resolutions_passed",),
    ),
    Coefficient(
        "assembly.before", 0.32, 0.0, 0.5, "share",
        Label("Of what the eight steps resolve, what villages without them resolve as well",
        "未实行八步工作法的村形成决议的事项相当的比例"),
        "source document 004: 2,417 of 3,576 more than the year before, (3,576 − 2,417) / 3,576; the range is an "
        "assumption, since some villages may have worked so before",
        raises=("resolutions_passed",), lowers=("works_waiting",),
    ),
    Coefficient(
        "assembly.works_share", 0.4, 0.2, 0.6, "share",
        Label("Share of resolutions that are works to build", "决议中工程事项的比例"), "assumption",
        raises=("works_waiting",),
    ),
    Coefficient(
        "assembly.works_yuan", 5_000, 1_000, 20_000, "yuan", Label("Worth of a resolved work", "一项议定工程的造价"),
        "assumption: small works a village can do with its own people", raises=("public_goods",),
    ),
    Coefficient(
        "assembly.carried_out", 0.2, 0.05, 0.5, "1/month",
        Label("Works carried out a month of those that wait, at capacity .5", "班子能力0.5时每月落实比例"),
        "assumption",
        lowers=("works_waiting",),
    ),
    Coefficient(
        "assembly.supervised", 0.5, 0.0, 1.0, "ratio",
        Label("How much faster works are done under full supervision", "监督到位对落实的加快"), "assumption",
        lowers=("works_waiting",),
    ),
    Coefficient(
        "assembly.voice_gain", 0.05, 0.01, 0.12, "1/resolution",
        Label("Being heard, per affair settled or work done", "每项落实带来的参与感"), "assumption", raises=("voice",),
    ),
    Coefficient(
        "assembly.voice_half_life", 12, 3, 36, "months", Label("Half-life of being heard", "参与感半衰期"),
        "assumption",
        raises=("voice",),
    ),
    Coefficient(
        "assembly.appraisal", 1.0, 0.2, 3.0, "resolutions",
        Label("Being heard by an appraisal of the committee, in resolutions", "一次民主评议相当的决议数"), "assumption",
        raises=("voice",),
    ),
    Coefficient(
        "assembly.unkept", 0.004, 0.0, 0.02, "1/month",
        Label("Being heard lost per work resolved and not done", "议而不决、决而不行的损失"), "assumption",
        lowers=("voice",),
    ),
    Coefficient(
        "assembly.trust", 0.004, 0.0, 0.02, "1/resolution",
        Label("Trust per affair settled or work done", "每项落实带来的信任"), "assumption", raises=("trust",),
    ),
)  # fmt: skip
