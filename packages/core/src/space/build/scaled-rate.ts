import { derived } from "./conditional.ts"
import type { Spec } from "./spec.ts"

/** How a learning rate follows the batch size B: with B / reference (SGD), or with its square root (Adam and its kin). */
type ScalingRule = "linear" | "sqrt"

/**
 * A learning rate that follows the batch size, as two parameters: `NAME_base` is searched, the rate at the `reference` batch size, and
 * `NAME` is derived from it, base · (B / reference)^κ with κ 1 or ½. What good rates and batch sizes have to do with each other then
 * lies along the axes, where even a sampler that looks at one parameter at a time sees it.
 *
 *     space({ batch: int(16, 512, { scale: "pow2" }), ...scaledRate("lr", { base: log(1e-4, 1), batch: "batch", rule: "linear" }) })
 *
 * Linear: Goyal et al. 2017 (arXiv 1706.02677). Square root: Malladi et al. 2022 (arXiv 2205.10287).
 */
export function scaledRate<const Name extends string>(
  name: Name,
  { base, batch, rule, reference = 256 }: ScaledRateOptions,
): ScaledRate<Name> {
  const share = `\`${batch}\` / ${reference}`
  return {
    [`${name}_base`]: base,
    [name]: derived(`\`${name}_base\` * ${rule === "sqrt" ? `sqrt(${share})` : `(${share})`}`),
  } as ScaledRate<Name>
}

interface ScaledRateOptions {
  /** The range of the rate at the reference batch size. */
  readonly base: Spec<number, false>
  /** The name of the parameter that holds the batch size. */
  readonly batch: string
  readonly rule: ScalingRule
  /** Above 0; default 256. */
  readonly reference?: number
}

type ScaledRate<Name extends string> = { readonly [K in Name | `${Name}_base`]: Spec<number, false> }
