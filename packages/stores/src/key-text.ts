/**
 * A name as it is stored: itself wherever a binding is sure to keep it. With a zero character or a lone surrogate in it, or a
 * quotation mark at its beginning, it is stored as a JSON string, so that different names stay different.
 */
export const keyText = (name: string): string => (name.includes("\0") || /^"|\p{Surrogate}/u.test(name) ? JSON.stringify(name) : name)

/** The name that was stored. */
export const fromKeyText = (text: string): string => (text.startsWith('"') ? (JSON.parse(text) as string) : text)
