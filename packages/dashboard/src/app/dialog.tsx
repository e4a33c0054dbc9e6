import { useEffect, useId, useRef, type ReactNode } from "react"

interface DialogProps {
  readonly title: string
  /** The title is for who does not see the dialog alone. */
  readonly bare?: boolean
  readonly className?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog over the page: the rest of the page is out of reach until it is closed; Escape and a click beside it close it. */
export function Dialog({ title, bare = false, className = "", onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    dialog.current!.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onClose={onClose}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="dialog-body">
        <h2 id={id} className={bare ? "unseen" : ""}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
