import { nearest } from "@diapason/core"

/** The name that was probably meant by one that does not occur: the nearest in letters, else one that is a part of it or the other way round. */
export function similarName(name: string, known: readonly string[]): string | undefined {
  const parts = (text: string): readonly string[] => text.toLowerCase().split(/[^a-z0-9]+/)
  const within = (small: string, large: string): boolean => parts(small).every((part) => parts(large).includes(part))
  return nearest(name, known) ?? known.find((other) => within(name, other) || within(other, name))
}
