/**
 * Who has which card, as a value: how many trials are on each. A share below 1 lets as many trials onto a card as fit whole into it;
 * from 1 on a trial has that many cards to itself.
 */
export interface DeviceLedger {
  /** Cards of one trial: a part of one, or a whole number of them. */
  readonly share: number
  /** Trials on each card. */
  readonly onCard: readonly number[]
}

/** All cards free. `share`: see `canShare`. */
export const deviceLedger = (cards: number, share: number): DeviceLedger => ({ share, onCard: Array.from({ length: cards }, () => 0) })

/** Whether a share can be granted at all: above 0 and at most 1, or a whole number. */
export const canShare = (share: number): boolean => share > 0 && (share <= 1 || Number.isInteger(share))

/** Trials that the cards hold at one time. */
export const capacity = (cards: number, share: number): number => (share >= 1 ? Math.floor(cards / share) : cards * perCard(share))

/** The cards of one more trial, the emptiest first, and the ledger after that; undefined when they do not suffice now. */
export function allocate(ledger: DeviceLedger): { readonly cards: readonly number[]; readonly ledger: DeviceLedger } | undefined {
  const { share, onCard } = ledger
  const wanted = share >= 1 ? share : 1
  const most = share >= 1 ? 1 : perCard(share)
  const order = [...onCard.keys()].filter((card) => onCard[card]! < most).sort((a, b) => onCard[a]! - onCard[b]! || a - b)
  if (order.length < wanted) return undefined
  const cards = order.slice(0, wanted)
  return { cards, ledger: changed(ledger, cards, 1) }
}

/** The ledger once a trial has given back what `allocate` gave it. */
export const release = (ledger: DeviceLedger, cards: readonly number[]): DeviceLedger => changed(ledger, cards, -1)

const changed = ({ share, onCard }: DeviceLedger, cards: readonly number[], by: number): DeviceLedger => ({
  share,
  onCard: onCard.map((n, card) => (cards.includes(card) ? n + by : n)),
})

/** Thirds of a card are three, whatever the last digit of 1/3 is. */
const perCard = (share: number): number => Math.floor(1 / share + 1e-9)
