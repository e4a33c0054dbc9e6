/** To come. */
export default function Tradeoffs() {
  return <p className="lack">This page is not there yet.</p>
}
