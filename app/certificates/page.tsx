import type { Metadata } from "next"
import { CertificatesScreen } from "#components/certificates/certificates-screen"

export const metadata: Metadata = { title: "Certificates" }

/** Certificates and keys, looked at in the browser. Nothing that is given ever reaches the server. */
export default function CertificatesPage() {
	return <CertificatesScreen />
}
