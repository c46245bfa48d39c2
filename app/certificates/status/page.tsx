import type { Metadata } from "next"
import { connection } from "next/server"
import { Suspense } from "react"
import { SkeletonRows } from "#components/ui/skeleton"
import { CertificateStatusSection } from "./_sections/certificate-status-section.tsx"
import { KeptSection } from "./_sections/kept-section.tsx"

export const metadata: Metadata = { title: "Certificate status" }

/** Every certificate that was made here or is watched: what has to be renewed, and what depends on it. */
export default async function CertificateStatusPage() {
	await connection()
	return (
		<div className="mx-auto max-w-5xl">
			<Suspense fallback={<SkeletonRows rows={8} />}>
				<CertificateStatusSection />
			</Suspense>
			<Suspense fallback={<SkeletonRows rows={2} />}>
				<KeptSection />
			</Suspense>
		</div>
	)
}
