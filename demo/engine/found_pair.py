"""Before another pair is unloaded for one: can its files be had, and could the device hold it?"""

from __future__ import annotations

from demo import model_folders
from demo.engine import load_errors
from demo.errors import UserError
from demo.pairs import Pair, fit
from demo.pairs.fit import Machine


def look(pair: Pair, machine: Machine) -> None:
    """Config and weights of both sides can be had, and the machine could hold them. Raises
    UserError."""
    models = []
    for spec in pair.specs.values():
        who = f"The {spec.side} {spec.model}"
        try:
            if spec.path:
                model_folders.whole(spec.path, who)
                model_folders.tokenizer(spec.path, who)
            models.append(fit.look_at(spec, machine))
        except UserError:
            raise
        except Exception as error:  # the Hub's answer, or none
            raise UserError(load_errors.sentence(who, error, bool(spec.path))) from error
    found = fit.Fit(pair, machine, tuple(models), fit.read(models, fit.CONTEXT))
    if why := fit.too_large(found) or fit.no_disk(found):
        raise UserError(why)
