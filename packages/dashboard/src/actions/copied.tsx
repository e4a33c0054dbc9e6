import { useState } from "react"

/** A command line that can be copied. */
export function Command({ line }: { readonly line: string }) {
  return (
    <div className="command">
      <code>{line}</code>
      <CopyButton text={line} />
    </div>
  )
}

/** Copies a text, and says so. */
export function CopyButton({ text, label = "copy" }: { readonly text: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className={label === "copy" ? "quiet" : ""}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => setCopied(true))
      }}
    >
      <span aria-live="polite">{copied ? "copied" : label}</span>
    </button>
  )
}
