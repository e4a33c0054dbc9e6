/** To come. */
export default function Trials() {
  return <p className="lack">This page is not there yet.</p>
}
