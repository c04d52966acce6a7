"""7.5 One round of answers: who answers what, and what a rule makes of it."""

from dataclasses import dataclass

import numpy as np

from rebuilt.given import ONCE, bell, unit

REPRESENTATIVE_SHARE = 0.1
ROUNDING = 1e-12


@dataclass
class Answers:
    """Of some villages, in their order: voices entitled, answering, agreeing as stated, as they would without pressure,
    and in private whether they answer or not; the share of all households that agrees, and how many they are."""

    entitled: np.ndarray
    answered: np.ndarray
    agreeing: np.ndarray
    secretly: np.ndarray
    privately: np.ndarray
    masses: np.ndarray
    households: np.ndarray

    def pooled(self):
        whole = self.households.sum(keepdims=True)
        masses = (self.masses * self.households).sum(keepdims=True) / whole
        sums = (
            part.sum(keepdims=True)
            for part in (self.entitled, self.answered, self.agreeing, self.secretly, self.privately)
        )
        return Answers(*sums, masses, whole)

    def shares(self, agreeing, silence):
        return share(agreeing, self.entitled if silence == "no" else self.answered)


def ask(w, stream, rows, attitude, decision, visible=None):
    """The answers of villages `rows`; `attitude` of all households. visible : what each saw of the last round."""
    noise = w.coefficient("attitude.answer_noise")
    weight = w.coefficient("consultation.cadre_weight")
    words = w.words(stream)
    voices = voices_of(w, decision.unit)
    counts_away = decision.voters == "registered" and decision.unit == "adults"
    answering = decision.response_rate
    if decision.unit == "returned_forms" and answering == 1:
        answering = w.coefficient("consultation.returned")
    answers = unit(words[:, 1]) < answering * (1 - counts_away * w.co.away_share[0])
    latent = attitude + noise * bell(words[:, 0])
    private = latent > 0
    found = []
    for i, v in enumerate(rows):
        here = slice(w.first[v], w.first[v + 1])
        cadres = w.hh.is_cadre[here] > 0
        plain = private[here].mean()
        of_cadres = private[here][cadres].mean() if cadres.any() else 0.5
        seen = plain if visible is None else visible[i]
        pressure = 0 if decision.secret_ballot else w.channels["attitude.pressure"][v]
        m = weight * (2 * of_cadres - 1) + (1 - weight) * (2 * seen - 1)
        stated = latent[here] + pressure * m > 0
        heard = voices[here] * answers[here]
        found.append(
            (
                voices[here].sum(),
                heard.sum(),
                heard @ stated,
                heard @ private[here],
                voices[here] @ private[here],
                stated.mean(),
                stated.size,
            )
        )
    return Answers(*np.array(found, float).T)


def voices_of(w, electorate):
    """(household,) voices of each household."""
    if electorate == "adults":
        return np.ceil(w.coefficient("consultation.adult_share") * w.hh.size)
    if electorate == "party_members":
        return (w.hh.is_party > 0).astype(float)
    if electorate == "representatives":
        return representatives(w).astype(float)
    return np.ones(w.home.size)


def representatives(w):
    return unit(w.words("consultation.answer", ONCE)[:, 0]) < REPRESENTATIVE_SHARE


def passes(rule, answers, decision):
    """(village,) whether each passes."""
    present, agreed = share(answers.answered, answers.entitled), share(answers.agreeing, answers.answered)
    if rule == "threshold":
        return answers.shares(answers.agreeing, decision.silence) >= decision.threshold - ROUNDING
    if rule == "two_recommend_one_elect":
        recommended = answers.masses >= decision.threshold - ROUNDING
        return recommended & (present >= 0.8 - ROUNDING) & (agreed > 0.5 + ROUNDING)
    quorate = present >= decision.quorum - ROUNDING
    if rule == "eight_steps":
        return quorate & (agreed >= 2 / 3 - ROUNDING)
    return quorate & (agreed > decision.majority + ROUNDING)


def share(part, whole):
    return np.divide(part, whole, out=np.zeros(np.shape(part)), where=np.asarray(whole) > 0)
