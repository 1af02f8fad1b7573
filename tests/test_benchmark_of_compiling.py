"""The benchmark of the compiler compares like with like."""

from benchmarks import compiling
from sopflow.compiler.compile import compile_text


def test_the_reference_explores_the_same_net() -> None:
    compilation = compile_text(compiling.text_of(1, (2, 2), (2, 3)), file="bench.yaml")

    assert compilation.machine is not None
    compiled = compilation.machine.compiled
    withdrawn, joins = 1, len(compiled.procedure.blocks)  # the net has a marking before each join
    assert compiling.search(compiled) == len(compiled.markings) - withdrawn + joins


def test_the_measured_files_are_of_the_size_that_is_claimed() -> None:
    rows, *blocks = compiling.SIXTY
    compilation = compile_text(compiling.text_of(rows, *blocks), file="bench.yaml")

    assert compilation.machine is not None
    procedure = compilation.machine.procedure
    assert (len(procedure.steps), len(procedure.blocks)) == (60, 2)
