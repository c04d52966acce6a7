"""Sums for several worlds at once: their values lie side by side, and one instruction adds those of all.

A compiler does not find this by itself. Each lane is summed in the order of `maths.sum_over_ties`, so that a world's
sum is the same to the bit whichever worlds are beside it.
"""

from typing import Any

from liancun_sim.compiled import instructions

LANES = 8
"""Values side by side: places ``LANES·n`` to ``LANES·n + LANES − 1`` are those of one household in every world."""


@instructions
def sum_lanes(tools, values, indices, begin, end, sums, place):
    """Write the sums over one household's ties, of every lane, to ``sums[LANES·place:LANES·(place + 1)]``.

    values : (LANES·n,) float32. indices : (tie,) unsigned. begin, end : uint64 — its ties.
    sums : (LANES·n,) float32. place : uint64.
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
