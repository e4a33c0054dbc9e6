import type { Difference } from "@diapason/views"

/** A parameter whose ranges differ, each with the studies that have it; `value` absent for those without the parameter. */
interface Ranges {
  readonly name: string
  readonly values: readonly { readonly value?: string; readonly studies: readonly string[] }[]
}

/** Differences of spaces by their values. */
export const differencesOf = (differences: readonly Difference[], studies: readonly string[]): readonly Ranges[] =>
  differences.map(({ name, values }) => {
    const distinct = [...new Set(values)]
    return {
      name,
      values: distinct.map((value) => ({ ...(value !== undefined && { value }), studies: studies.filter((_, i) => values[i] === value) })),
    }
  })

/** A line for each parameter in which the spaces differ: what is compared is not the sampler alone. */
export function differenceLines(differences: readonly Difference[], studies: readonly string[]): readonly string[] {
  if (differences.length === 0) return []
  const sides = (values: Ranges["values"]): string =>
    values.map(({ value = "absent", studies: of }) => `${value} (${namesText(of)})`).join(" · ")
  return [
    "  They do not search the same space:",
    ...differencesOf(differences, studies).map(({ name, values }) => `  ≠ ${name}  ${sides(values)}`),
  ]
}

const namesText = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
