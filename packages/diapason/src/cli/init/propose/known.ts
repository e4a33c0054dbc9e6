import type { ScriptFlag } from "../script-flag.ts"

/** A range for a flag with the reason for it. `spec` is a line of the grammar of spaces. */
export interface Range {
  readonly spec: string
  readonly why: string
}

/** What is known of flags by their names. The first row whose pattern the name matches is taken. */
interface Known {
  /** Over the last part of the name, in lower case with `_` between words. */
  readonly name: RegExp
  /** The range around the script's default, which is undefined where it is not known; undefined when the flag is not of this kind. */
  readonly range: (start: number | undefined, flag: ScriptFlag) => Range | undefined
}

/** Parameters that are worth tuning in most trainings. A new one is one line. */
export const known: readonly Known[] = [
  { name: /^(lr|eta|learning_?rate|base_lr|init_lr|max_lr|step_size|alpha_lr|lr_\w*rate)$/, range: (d) => rate(d) },
  {
    name: /^(wd|w_?decay|weight_?decay|l2|l1|reg|reg_(alpha|lambda)|l2_reg(ularization)?|alpha|lambda_?l?[12]?)$/,
    range: (d) => orZero(d, 1e-6, 1e-2, "a penalty works over orders of magnitude"),
  },
  { name: /^(bs|batch|batch_?size|train_batch_size|per_device_train_batch_size|minibatch(_size)?)$/, range: (d) => around(d ?? 64, 4, 1) },
  {
    name: /^(\w+_)?(dropout|drop|drop_?rate|dropout_?(rate|prob|p)|drop_?path(_rate)?|p_drop|pdrop)$/,
    range: (d) => share(d, 0, 0.6, "above 0.6 little of a layer is left"),
  },
  { name: /^(momentum|mom|mu)$/, range: (d) => share(d, d === 0 ? 0 : 0.5, 0.99, "below 0.5 it hardly acts, at 1 nothing is forgotten") },
  { name: /^(adam_)?(beta_?1|b1)$/, range: (d) => close(d, 0.5, 0.99) },
  { name: /^(adam_)?(beta_?2|b2)$/, range: (d) => close(d, 0.9, 0.9999) },
  {
    name: /^(gamma|discount|gae_lambda)$/,
    range: (d) => (d === undefined || d >= 0.9 ? close(d, 0.8, 0.9999) : share(d, 0.05, 0.99, "a factor below 1")),
  },
  { name: /^(ema(_decay)?|polyak|decay)$/, range: (d) => close(d, 0.9, 0.9999) },
  { name: /^label_?smoothing|^smoothing$/, range: (d) => share(d, 0, 0.2, "above 0.2 the labels say little") },
  { name: /^(mixup(_alpha)?|cutmix(_alpha)?)$/, range: (d) => share(d, 0, 1, "from none to an even mixture") },
  {
    name: /^(clip|grad_?clip|clip_?(norm|grad|grad_norm)|max_grad_norm|gradient_clip(ping|_val)?)$/,
    range: (d) => orZero(d, 0.1, 10, "norms of gradients differ by orders of magnitude"),
  },
  {
    name: /^(entropy_coef|ent_coef|temperature|temp|tau|c|cost)$/,
    range: (d) => (d === undefined ? undefined : orZero(d, d / 100, d * 100, "its scale is not known beforehand")),
  },
  {
    name: /^(subsample|colsample_by\w+|feature_fraction|bagging_fraction|max_features|min_lr_ratio)$/,
    range: (d) => share(d, 0.4, 1, "a share of the rows or columns"),
  },
  { name: /^(n_?estimators|num_?(trees|rounds|boost_round)|n_trees|rounds)$/, range: (d) => count(d ?? 100, 4, "log") },
  {
    name: /^(num_leaves|max_leaves|max_bin|n_neighbors|k|min_child_samples|min_samples_(leaf|split)|min_child_weight|min_data_in_leaf)$/,
    range: (d) => count(d ?? 10, 4, "log"),
  },
  { name: /^(warm_?up(_(steps|epochs|iters|ratio|fraction))?|num_warmup_steps)$/, range: (d, flag) => warmup(d, flag) },
  {
    name: /^((num_?|n_?)?(layers?|blocks?|levels|stages)|n_?layers?|depth|max_depth|(num_?|n_?)?\w*_layers|num_hidden_layers)$/,
    range: (d) => depth(d ?? 2),
  },
  {
    name: /^(\w*hidden(_?(size|dim|units|width|features|channels))?|width|units|(d|dim|n)_?model|\w*(_dim|_width|_units|_channels|_filters)|dim|channels|filters|(n|num)_?(units|filters|channels|hidden|embd|embed)|emb(ed(ding)?)?_?(size|dim)?|ffn?_?(dim|size)|d_?ff|rank|lora_r)$/,
    range: (d) => width(d ?? 128),
  },
  {
    name: /^((n|num)_?(heads|experts)|heads|accumulate|(gradient_)?accumulation(_steps)?|grad_accum(_steps)?)$/,
    range: (d) => around(d ?? 4, 4, 1),
  },
]

/** Numbers as a person would write them: three digits at most. */
const neat = (x: number): string => {
  const short = Number(x.toPrecision(3))
  return short !== 0 && Math.abs(short) < 0.001 ? short.toExponential() : String(short)
}
/** Neat, but never past the default, which has to stay inside. */
const below = (x: number, d: number): string => (Number(neat(x)) <= d ? neat(x) : String(d))
const above = (x: number, d: number): string => (Number(neat(x)) >= d ? neat(x) : String(d))

function rate(d = 1e-3): Range | undefined {
  if (d <= 0) return undefined
  const high = Math.max(Math.min(d * 100, 1), d * 10)
  return {
    spec: `log(${below(d / 100, d)}, ${above(high, d)})`,
    why: "a learning rate works over orders of magnitude: two each way, up to 1",
  }
}

function orZero(d: number | undefined, low: number, high: number, why: string): Range | undefined {
  if (d !== undefined && d < 0) return undefined
  const from = d === undefined || d === 0 ? low : Math.min(low, d / 10)
  const spec = `log(${neat(from)}, ${above(Math.max(high, (d ?? 0) * 10), d ?? 0)})`
  return d === 0 || d === undefined ? { spec: `mix(0, ${spec})`, why: `${why}; 0 stays a value of its own` } : { spec, why }
}

function share(d: number | undefined, low: number, high: number, why: string): Range | undefined {
  if (d !== undefined && (d < 0 || d > 1)) return undefined
  return { spec: `float(${below(low, d ?? low)}, ${above(high, d ?? high)})`, why }
}

function close(d: number | undefined, low: number, high: number): Range | undefined {
  if (d !== undefined && (d <= 0 || d >= 1)) return undefined
  return { spec: `log1m(${Math.min(low, d ?? low)}, ${Math.max(high, d ?? high)})`, why: "what counts is its distance from 1" }
}

/** Powers of two from `d / by` to `d * by`, with `d` itself among them. */
function around(d: number, by: number, least: number): Range | undefined {
  if (!Number.isInteger(d) || d < 1) return undefined
  const values = new Set([d])
  for (let x = by; x >= 1; x /= 2) for (const value of [d / x, d * x]) if (Number.isInteger(value) && value >= least) values.add(value)
  return { spec: `ordinal(${[...values].sort((a, b) => a - b).join(", ")})`, why: `doubling and halving around the default` }
}

function width(d: number): Range | undefined {
  if (!Number.isInteger(d) || d < 1) return undefined
  const power = Number.isInteger(Math.log2(d))
  const why = power ? "powers of two, a quarter of the default to four times it" : "a quarter of the default to four times it"
  return { spec: `int(${Math.max(1, Math.floor(d / 4))}, ${d * 4}, ${power ? "pow2" : "log"})`, why }
}

function count(d: number, by: number, scale: string): Range | undefined {
  if (d < 1 || !Number.isInteger(d)) return undefined
  return {
    spec: `int(${Math.max(1, Math.floor(d / by))}, ${d * by}, ${scale})`,
    why: `a ${by === 4 ? "quarter of" : "part of"} the default to ${by === 4 ? "four" : by} times it`,
  }
}

function depth(d: number): Range | undefined {
  if (!Number.isInteger(d) || d < 1) return undefined
  return { spec: `int(1, ${Math.max(2 * d, d + 2)})`, why: "one to twice the default" }
}

function warmup(d: number | undefined, { type }: ScriptFlag): Range | undefined {
  if (type === "float" || (d !== undefined && d > 0 && d < 1))
    return share(d, 0, 0.2, "a share of the training; more leaves little time to learn")
  return { spec: `int(0, ${Math.max(4 * (d ?? 0), 10)})`, why: "from none to four times the default" }
}
