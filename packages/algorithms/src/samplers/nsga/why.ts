import type { Child } from "./child.ts"

/** Where a child comes from, in words. */
export function bredWhy({ crossed, mutations }: Child, mother: number, father: number): string {
  const origin = crossed ? `child of trials ${mother} and ${father}` : `a copy of trial ${mother}`
  if (mutations.length === 0) return `${origin}, not mutated`
  const named = mutations.slice(0, mostNamed).join(", ")
  return `${origin}, mutated in ${mutations.length > mostNamed ? `${named} and ${mutations.length - mostNamed} more` : named}`
}

const mostNamed = 4
