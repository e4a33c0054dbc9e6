/** Grids as people write them: 0.1 three times is 0.3, not 0.30000000000000004. */

/**
 * low + k step, computed in decimal arithmetic on the shortest decimals of `low` and `step`, and rounded once.
 * `low` and `step` are finite, `k` is a safe integer; throws RangeError otherwise. About 1 µs, less where all are integers.
 */
export function decimalGrid(low: number, step: number, k: number): number {
  if (!(Number.isFinite(low) && Number.isFinite(step) && Number.isSafeInteger(k)))
    throw new RangeError(`a grid needs a finite low and step and an integer index, not ${low}, ${step}, ${k}`)
  const direct = low + k * step
  if (Number.isInteger(low) && Number.isInteger(step) && Math.abs(k * step) < exact && Math.abs(low) < exact && Math.abs(direct) < exact)
    return direct
  const a = decimal(low)
  const s = decimal(step)
  const exponent = Math.min(a.exponent, s.exponent)
  const sum = shifted(a, exponent) + BigInt(k) * shifted(s, exponent)
  return Number(`${sum}e${exponent}`)
}

const exact = 0x20000000000000 // 2⁵³

type Decimal = { readonly digits: bigint; readonly exponent: number }

/** A double as the integer times the power of ten that its shortest decimal says. */
function decimal(x: number): Decimal {
  const [mantissa = "", power = "0"] = String(x).split("e")
  const [whole = "", fraction = ""] = mantissa.split(".")
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}

const shifted = ({ digits, exponent }: Decimal, to: number): bigint => digits * BigInt(`1${"0".repeat(exponent - to)}`)
