"""Fuzzing guided by coverage: the targets of `fuzzing`, with inputs that atheris makes from what is reached.

python tests/fuzzing_guided.py [--inputs N] [--seed N] [TARGET …]

Runs in an environment of its own, which `make fuzz-guided` makes: atheris is no dependency.
"""

import subprocess
import sys

import atheris

with atheris.instrument_imports(include=["corpus_tools"]):
    import fuzzing


def make_text(data: bytes) -> tuple[str, int]:
    """A text and a number out of bytes: words that have made trouble before, characters, repetitions."""
    provider = atheris.FuzzedDataProvider(data)
    number = provider.ConsumeIntInRange(0, 1_000)
    parts = []
    while provider.remaining_bytes():
        choice = provider.ConsumeIntInRange(0, len(fuzzing.WORDS) + 20)
        if choice < len(fuzzing.WORDS):
            parts.append(fuzzing.WORDS[choice])
        elif choice < len(fuzzing.WORDS) + 18:
            parts.append(provider.ConsumeUnicodeNoSurrogates(1))
        else:
            parts = parts[:-4] + parts[-4:] * provider.ConsumeIntInRange(1, 40)
        if provider.ConsumeBool():
            parts.append(" ")
    return "".join(parts)[:4_000], number


def fuzz(target: str, *, inputs: int, seed: int) -> None:
    """Check so many inputs of a target; the first failing one is kept and ends the process."""

    def try_one(data: bytes) -> None:
        text, number = make_text(data)
        try:
            fuzzing.check(target, text, number)
        except Exception as error:
            fuzzing.keep(target, text, number, error)
            raise

    words = [
        sys.argv[0],
        f"-runs={inputs}",
        f"-seed={seed + 1}",
        "-max_len=600",
        "-len_control=0",
        "-timeout=60",
    ]
    atheris.Setup([*words, "-print_final_stats=1"], try_one)
    atheris.Fuzz()


def main() -> int:
    """Fuzz the targets that are named, or all, each in a process of its own."""
    options = fuzzing.read_options(__doc__)
    if len(options.targets) == 1:
        fuzz(options.targets[0], inputs=options.inputs, seed=options.seed)
    more = ["--inputs", str(options.inputs), "--seed", str(options.seed)]
    targets = options.targets or fuzzing.TARGETS
    codes = [
        subprocess.run([sys.executable, __file__, target, *more], check=False).returncode
        for target in targets
    ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
