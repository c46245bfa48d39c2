import { rename, rm, symlink } from "node:fs/promises"
import { join } from "node:path"
import type { Issued } from "#pki/issue"
import { type LabCertificates, makePrivateFolder, writePrivate } from "./certificates.ts"

/** Certificate files that are replaced as infrastructure does it. */
export interface Rotation {
	readonly paths: { readonly ca: string; readonly certificate: string; readonly key: string }
	/** What the files hold now. */
	readonly current: () => Issued
	readonly onRotate: (listener: (issued: Issued) => void) => void
	/** Replaces the files at once; resolves when both are in place. */
	readonly rotateNow: () => Promise<void>
	/** Ends the timer and waits for a replacement that is under way. */
	readonly stop: () => Promise<void>
}

/** When files are replaced and how long each certificate lives, milliseconds. */
export interface RotationPlan {
	readonly lifetimeMs: number
	/** Absent: only when asked. */
	readonly everyMs?: number
	/** When the first certificate was issued. Absent: now. */
	readonly firstIssuedAt?: Date
}

/**
 * Writes a certificate for localhost into `folder` and replaces it. Certificate and key lie in a folder of their own
 * for each issue, behind one symbolic link, as container platforms mount them: a swap of the link changes both at once.
 */
export async function startRotation(
	certificates: LabCertificates,
	folder: string,
	plan: RotationPlan,
): Promise<Rotation> {
	const listeners: ((issued: Issued) => void)[] = []
	let count = 0
	const rotate = async (notBefore: Date): Promise<Issued> => {
		const issued = await certificates.issue({
			authority: certificates.ca,
			subject: "CN=provisioned",
			dns: ["localhost"],
			ip: ["127.0.0.1", "::1"],
			notBefore,
			notAfter: new Date(Date.now() + plan.lifetimeMs),
		})
		count += 1
		await swapIn(folder, count, issued)
		for (const listener of listeners) listener(issued)
		return issued
	}
	let current = await rotate(plan.firstIssuedAt ?? new Date())
	let last: Promise<void> = Promise.resolve()
	const rotateNext = () => {
		last = Promise.allSettled([last]).then(async () => {
			current = await rotate(new Date())
		})
		return last
	}
	const timer =
		plan.everyMs === undefined ? undefined : setInterval(() => keepOld(rotateNext()), plan.everyMs)
	timer?.unref()
	const live = join(folder, "current")
	return {
		paths: {
			ca: certificates.files.ca,
			certificate: join(live, "tls.crt"),
			key: join(live, "tls.key"),
		},
		current: () => current,
		onRotate: (listener) => listeners.push(listener),
		rotateNow: rotateNext,
		stop: async () => {
			clearInterval(timer)
			await Promise.allSettled([last])
		},
	}
}

/** When a replacement fails (the folder was removed, the disk is full) the old files stay, and the lab goes on. */
function keepOld(replacement: Promise<void>): void {
	replacement.catch((cause: unknown) => process.emitWarning(`lab rotation: ${String(cause)}`))
}

async function swapIn(folder: string, count: number, issued: Issued): Promise<void> {
	const name = `issue-${count % 3}`
	await rm(join(folder, name), { recursive: true, force: true })
	await makePrivateFolder(join(folder, name))
	await writePrivate(join(folder, name, "tls.key"), issued.privateKeyPem.reveal())
	await writePrivate(join(folder, name, "tls.crt"), issued.chainPem)
	const next = join(folder, "next")
	await rm(next, { force: true })
	await symlink(name, next)
	await rename(next, join(folder, "current"))
}
