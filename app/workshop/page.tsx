import { hostname } from "node:os"
import type { Metadata } from "next"
import { Suspense } from "react"
import { SkeletonRows } from "#components/ui/skeleton"
import { WorkshopScreen } from "#components/workshop/workshop-screen"
import { keepAuthority } from "../actions/authorities.ts"
import { rememberCertificates } from "../actions/remembered.ts"
import { beginTrial, finishTrial } from "../actions/trial.ts"

export const metadata: Metadata = { title: "Workshop" }
export const dynamic = "force-dynamic"

/** Certificates for development, made in the browser. No key reaches the server, unless a CA is kept on purpose. */
export default function WorkshopPage() {
	return (
		<Suspense fallback={<SkeletonRows rows={6} label="Opening the workshop" />}>
			<WorkshopScreen
				hostName={hostname().toLowerCase()}
				trial={{ begin: beginTrial, finish: finishTrial }}
				keep={keepAuthority}
				remember={rememberCertificates}
			/>
		</Suspense>
	)
}
