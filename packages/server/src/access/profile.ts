/** How changes are made: at once, or with a reason and the approval of another person. */
export type Profile = "open" | "audited"
