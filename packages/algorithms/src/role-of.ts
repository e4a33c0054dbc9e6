/**
 * What a parameter is for, told by its name: a learning rate or a batch size, the two that are known to move together; undefined for
 * everything else. The last part of a path counts, in any way of writing.
 */
export function roleOf({ name }: { readonly name: string }): "rate" | "batch" | undefined {
  const words = name
    .replace(/^.*[./]/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "" && !beside.has(word))
    .join(" ")
  return rates.has(words) ? "rate" : batches.has(words) ? "batch" : undefined
}

const rates = new Set(["lr", "learning rate", "learningrate", "eta", "step size", "stepsize"])
const batches = new Set(["batch", "batch size", "batchsize", "bs", "minibatch", "minibatch size", "mini batch size"])

/** Words that say which one, and leave it what it is. */
const beside = new Set(["base", "init", "initial", "peak", "max", "per", "device", "train", "training", "global", "adam", "sgd", "adamw"])
