import { Link } from "@tanstack/react-router"

/** A trial by its number. */
export const TrialLink = ({ study, trial }: { readonly study: string; readonly trial: number }) => (
  <Link to="/s/$study/trials/$trial" params={{ study, trial: String(trial) } as never} search={true as never}>
    #{trial}
  </Link>
)
