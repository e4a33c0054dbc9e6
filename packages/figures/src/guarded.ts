/**
 * A picture's specification without the word `__proto__`: the chart library remembers how wide each text is in a plain object, where that
 * word would change every object of the program. It gets a sign without width at its end, also where a function writes it.
 */
export function guarded<T>(value: T): T {
  if (typeof value === "string") return (value === trap ? `${trap}\u200b` : value) as T
  if (typeof value === "function") {
    const write = value as unknown as (...given: unknown[]) => unknown
    return ((...given: unknown[]) => guarded(write(...given))) as T
  }
  if (Array.isArray(value)) return (value.every((one) => typeof one === "number") ? value : value.map(guarded)) as T
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, guarded(own as unknown)])) as T
}

const trap = "__proto__"
