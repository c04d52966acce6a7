"""7.6a Reserve cadres."""

from liancun_sim.interventions import TrainReserve


def reserve_cadres(w):
    c, vi = w.c, w.vi
    stayed = vi.reserve_persons * 2 ** (-1 / c.stay)
    training = vi.reserve_training.copy()
    persons = stayed.copy()
    for train in w.of(TrainReserve):
        v = train.village
        persons[v] = max(stayed[v], train.persons)
        training[v] = min(training[v] * stayed[v] / persons[v] + 1, c.training_months) if persons[v] else 0
    gain = c.quality * training / c.training_months * (1 - 2**-persons)
    return {
        "village.reserve_persons": persons,
        "village.reserve_training": training,
        "village.reserve_gain": gain,
    }
