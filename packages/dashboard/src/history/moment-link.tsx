import { Link } from "@tanstack/react-router"
import type { ReactNode } from "react"

interface MomentLinkProps {
  readonly study: string
  readonly position: number
  readonly children: ReactNode
}

/** Leads to the state of the study at a position, on its page History. */
export const MomentLink = ({ study, position, children }: MomentLinkProps) => (
  <Link
    to="/s/$study/history"
    params={{ study } as never}
    search={((known: object) => ({ ...known, at: position })) as never}
    title={`The study at position ${position}`}
  >
    {children}
  </Link>
)
