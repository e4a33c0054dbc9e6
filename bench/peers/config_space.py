"""The parameters of a problem as a ConfigSpace, which several peers are asked in."""

import ConfigSpace as CS


def configuration_space(parameters, seed):
    space, known = CS.ConfigurationSpace(seed=seed), {}
    for p in parameters:
        name = p["name"]
        if p["type"] == "cat":
            known[name] = CS.CategoricalHyperparameter(name, p["choices"])
        else:
            kind = CS.UniformIntegerHyperparameter if p["type"] == "int" else CS.UniformFloatHyperparameter
            known[name] = kind(name, p["low"], p["high"], log=p["log"])
    space.add(list(known.values()))
    for p in parameters:
        conditions = [CS.InCondition(known[p["name"]], known[parent], values) for parent, values in p.get("when", {}).items()]
        if conditions:
            space.add(conditions[0] if len(conditions) == 1 else CS.AndConjunction(*conditions))
    return space
