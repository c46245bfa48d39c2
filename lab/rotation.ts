import { join } from "node:path"
import type { Issued } from "#pki/issue"
import { type LabCertificates, writePrivate } from "./certificates.ts"

/** Certificate files that are replaced as infrastructure does it. */
export interface Rotation {
	readonly paths: { readonly ca: string; readonly certificate: string; readonly key: string }
	/** What the files hold now. */
	readonly current: () => Issued
	readonly onRotate: (listener: (issued: Issued) => void) => void
	readonly rotateNow: () => Promise<void>
	readonly stop: () => void
}

/** Writes a certificate for localhost into `folder` and replaces it every `everyMs` milliseconds. */
export async function startRotation(
	certificates: LabCertificates,
	folder: string,
	everyMs: number,
): Promise<Rotation> {
	const paths = {
		ca: certificates.files.ca,
		certificate: join(folder, "tls.crt"),
		key: join(folder, "tls.key"),
	}
	const listeners: ((issued: Issued) => void)[] = []
	let current: Issued | undefined
	const rotate = async (): Promise<Issued> => {
		const issued = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=provisioned",
			dns: ["localhost"],
			ip: ["127.0.0.1"],
			notAfter: new Date(Date.now() + 10 * everyMs),
		})
		await writePrivate(paths.key, issued.privateKeyPem.reveal())
		await writePrivate(paths.certificate, issued.chainPem)
		current = issued
		for (const listener of listeners) listener(issued)
		return issued
	}
	const first = await rotate()
	const timer = setInterval(() => void rotate(), everyMs)
	timer.unref()
	return {
		paths,
		current: () => current ?? first,
		onRotate: (listener) => listeners.push(listener),
		rotateNow: async () => {
			await rotate()
		},
		stop: () => clearInterval(timer),
	}
}
