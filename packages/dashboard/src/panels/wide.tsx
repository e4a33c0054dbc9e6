import type { ReactNode } from "react"

interface WideProps {
  /** What the table holds, for who reaches it by keyboard. */
  readonly label: string
  readonly children: ReactNode
}

/** A table that may be wider than the page: it moves by itself, with the keyboard too. */
export const Wide = ({ label, children }: WideProps) => (
  <div className="wide" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
)
