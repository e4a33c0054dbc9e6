/** To come. */
export default function Curves() {
  return <p className="lack">This page is not there yet.</p>
}
