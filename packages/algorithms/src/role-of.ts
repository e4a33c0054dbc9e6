/** What a parameter is for: of a training by steps the size of a step, the batch, the momentum, the decay of weights, the share dropped. */
export type Role = "rate" | "batch" | "momentum" | "decay" | "dropout"

/** Told by its name; undefined for everything else. The last part of a path counts, in any way of writing. */
export function roleOf({ name }: { readonly name: string }): Role | undefined {
  const words = name
    .replace(/^.*[./]/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "" && !beside.has(word))
    .join(" ")
  return roles.get(words)
}

const names: Readonly<Record<Role, readonly string[]>> = {
  rate: ["lr", "learning rate", "learningrate", "eta", "step size", "stepsize"],
  batch: ["batch", "batch size", "batchsize", "bs", "minibatch", "minibatch size", "mini batch size"],
  momentum: ["momentum", "mom"],
  decay: ["weight decay", "weightdecay", "wd", "weight decay rate"],
  dropout: ["dropout", "dropout rate", "dropout p", "dropout prob"],
}

const roles = new Map(Object.entries(names).flatMap(([role, all]) => all.map((words) => [words, role as Role])))

/** Words that say which one, and leave it what it is. */
const beside = new Set(["base", "init", "initial", "peak", "max", "per", "device", "train", "training", "global", "adam", "sgd", "adamw"])
