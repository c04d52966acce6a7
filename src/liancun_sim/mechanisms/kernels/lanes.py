"""Sums of which one instruction adds several values: partial sums of one, or sums for several worlds at once.

A compiler does not find this by itself, since it may not change the order of an addition. The order is written here:
it is the same on every machine, and a world's sum is the same to the bit whichever worlds are beside it.
"""

from typing import Any

import numpy as np

from liancun_sim.compiled import instructions

LANES = 8
"""Values side by side: places ``LANES·n`` to ``LANES·n + LANES − 1`` are those of one household in every world."""


@instructions()
def sum_lanes(tools, values, indices, begin, end, sums, place):
    """Write the sums over one household's ties, of every lane, to ``sums[LANES·place:LANES·(place + 1)]``.

    values : (LANES·n,) float32. indices : (tie,) unsigned. begin, end : uint64 — its ties.
    sums : (LANES·n,) float32. place : uint64. Each lane is summed in the order of `maths.sum_over_ties`.
    """
    ir, types, helpers = tools

    def generated(context, builder, signature, given):
        lanes, whole = ir.VectorType(ir.FloatType(), LANES), ir.IntType(64)
        read, listed, written = (
            context.make_array(signature.args[at])(context, builder, given[at]).data for at in (0, 1, 4)
        )
        read, written = (builder.bitcast(data, lanes.as_pointer()) for data in (read, written))
        begin, end, place = given[2], given[3], given[5]
        four = ir.Constant(whole, 4)
        parts = [helpers.alloca_once_value(builder, ir.Constant(lanes, [0.0] * LANES)) for _ in range(4)]

        def add(tie: Any, part: Any) -> None:
            at = builder.zext(builder.load(builder.gep(listed, [tie])), whole)
            value = builder.load(builder.gep(read, [at]), align=4)
            builder.store(builder.fadd(builder.load(part), value), part)

        fours = builder.add(begin, builder.and_(builder.sub(end, begin), ir.Constant(whole, -4)))
        with helpers.for_range_slice(builder, begin, fours, four) as (tie, _):
            for n, part in enumerate(parts):
                add(builder.add(tie, ir.Constant(whole, n)), part)
        with helpers.for_range_slice(builder, fours, end, ir.Constant(whole, 1)) as (tie, _):
            add(tie, parts[0])
        a, b, c, d = (builder.load(part) for part in parts)
        total = builder.fadd(builder.fadd(a, b), builder.fadd(c, d))
        builder.store(total, builder.gep(written, [place]), align=4)
        return context.get_dummy_value()

    return types.void(values, indices, types.uint64, types.uint64, sums, types.uint64), generated


PARTIAL = 16
"""Partial sums of `sum32`: values 0, 16, 32, … are added up in the first, and so on."""


def summed_plainly(values, count):
    """What `sum32` does, one value after the other."""
    lanes = np.zeros(PARTIAL, np.float32)
    for at in range(count):
        lanes[at % PARTIAL] += np.float32(values[at])
    total = 0.0
    for lane in lanes:
        total += float(lane)
    return total


@instructions(summed_plainly)
def sum32(tools, values, count):
    """Sum of the first `count` of (n,) values, float32 or unsigned, as float64, in one fixed order on every machine.

    Sixteen partial sums run side by side and are then added from the first to the last.
    """
    ir, types, helpers = tools
    assert values.layout == "C", "values are read one after another"

    def generated(context, builder, signature, given):
        single, double, whole = ir.FloatType(), ir.DoubleType(), ir.IntType(64)
        lanes = ir.VectorType(single, PARTIAL)
        element = context.get_data_type(signature.args[0].dtype)
        several = ir.VectorType(element, PARTIAL).as_pointer()
        read = context.make_array(signature.args[0])(context, builder, given[0]).data
        count, step = given[1], ir.Constant(whole, PARTIAL)
        parts = helpers.alloca_once_value(builder, ir.Constant(lanes, [0.0] * PARTIAL))
        sixteens = builder.and_(count, ir.Constant(whole, -PARTIAL))

        def add(value: Any, kind: Any, place: Any) -> None:
            value = value if element == single else builder.uitofp(value, kind)
            builder.store(builder.fadd(builder.load(place), value), place)

        with helpers.for_range_slice(builder, ir.Constant(whole, 0), sixteens, step) as (at, _):
            add(builder.load(builder.bitcast(builder.gep(read, [at]), several), align=1), lanes, parts)
        part = builder.bitcast(parts, single.as_pointer())
        with helpers.for_range_slice(builder, sixteens, count, ir.Constant(whole, 1)) as (at, _):
            add(builder.load(builder.gep(read, [at])), single, builder.gep(part, [builder.sub(at, sixteens)]))
        added, total = builder.load(parts), ir.Constant(double, 0.0)
        for lane in range(PARTIAL):
            value = builder.extract_element(added, ir.Constant(ir.IntType(32), lane))
            total = builder.fadd(total, builder.fpext(value, double))
        return total

    return types.float64(values, types.int64), generated
