import { useState } from "react"

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, says }: { readonly text: string; readonly says: string }) {
  const [copied, setCopied] = useState<string>()
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(undefined),
    )
  return (
    <button type="button" onClick={copy}>
      <span aria-live="polite">{copied === text ? "copied" : says}</span>
    </button>
  )
}
