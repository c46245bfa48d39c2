"use client"

import { Download, KeyRound } from "lucide-react"
import { useState, useTransition } from "react"
import type { RememberAction } from "#components/keeping/keeping-types"
import { Button } from "#components/ui/button"
import { TextField } from "#components/ui/text-field"
import type { FieldProblem } from "#pki/field-problem"
import { CertificateCard } from "./certificate-card.tsx"
import { KeyChoice, type KeyChoiceValue } from "./key-choice.tsx"
import { NamesField, splitNames } from "./names-field.tsx"
import { ProblemList, problemOf } from "./problem-list.tsx"
import { RememberShown } from "./remember-shown.tsx"
import { saveBytes } from "./save-files.tsx"
import { type TrialActions, TrialPanel, type Tried } from "./trial-panel.tsx"
import type { Draft } from "./use-draft.tsx"
import type { MadeKit } from "./workshop-engine.tsx"

/** What stands under *Mutual TLS* to begin with, on a machine of this name. */
export function firstKit(hostName: string): KitDraft {
	return {
		...{ names: firstNames(hostName), services: "", lifetime: "90d", keyAlgorithm: "p256" },
		...{ kit: undefined, tried: undefined },
	}
}

interface KitDraft {
	readonly names: string
	readonly services: string
	readonly lifetime: string
	readonly keyAlgorithm: KeyChoiceValue
	readonly kit: MadeKit | undefined
	readonly tried: Tried | undefined
}

/** A CA, a server's and a client's certificate: make, download, and try before use. */
export function KitSection({
	draft,
	trial,
	onKit,
	onSaved,
	remember,
}: {
	readonly draft: Draft<KitDraft>
	readonly trial: TrialActions
	/** Called with what was made, and with what it replaces. */
	readonly onKit: (kit: MadeKit, replaced: MadeKit | undefined) => void
	/** Called with the kit whose keys were saved. */
	readonly onSaved: (kit: MadeKit) => void
	readonly remember: RememberAction
}) {
	const { names, services, lifetime, keyAlgorithm, kit, tried } = draft.value
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isMaking, startMaking] = useTransition()
	const make = () =>
		startMaking(async () => {
			const { makeMutualTls } = await import("./workshop-engine.tsx")
			const wish = { names: splitNames(names), services: splitNames(services), keyAlgorithm, lifetime }
			const made = await makeMutualTls(wish)
			setProblems(made.ok ? [] : made.error)
			if (!made.ok) return
			draft.set({ kit: made.value, tried: undefined })
			onKit(made.value, kit)
		})
	return (
		<div className="flex flex-col gap-8">
			<form
				className="grid items-start gap-x-8 gap-y-4 md:grid-cols-2"
				onSubmit={(event) => {
					event.preventDefault()
					make()
				}}
			>
				<NamesField
					id="kit-names"
					label="Names of the server"
					value={names}
					onChange={(typed) => draft.set({ names: typed })}
					problem={problemOf(problems, "names")}
				/>
				<div className="flex flex-col gap-4">
					<TextField
						id="kit-services"
						label="Kubernetes Services"
						optional
						help="service.namespace: all four names by which it is dialled are added."
						problem={problemOf(problems, "services")}
						mono
						value={services}
						placeholder="router.default"
						onChange={(text) => draft.set({ services: text })}
					/>
					<div className="flex flex-wrap items-end gap-3">
						<div className="w-28">
							<TextField
								id="kit-lifetime"
								label="Lifetime"
								problem={problemOf(problems, "lifetime")}
								mono
								value={lifetime}
								onChange={(text) => draft.set({ lifetime: text })}
							/>
						</div>
						<KeyChoice value={keyAlgorithm} onChange={(chosen) => draft.set({ keyAlgorithm: chosen })} />
					</div>
				</div>
				<div className="flex flex-wrap items-center gap-3 md:col-span-2">
					<Button type="submit" variant={kit === undefined ? "primary" : "secondary"} disabled={isMaking}>
						<KeyRound aria-hidden />
						{isMaking ? "Making …" : kit === undefined ? "Make the certificates" : "Make them anew"}
					</Button>
					<p className="text-ink-soft text-sm">
						A CA, a server’s and a client’s certificate, each with its key.
					</p>
				</div>
				<ProblemList problems={problems} apartFrom={["names", "services", "lifetime"]} />
			</form>
			{kit === undefined ? null : (
				<MadeFiles
					key={`files ${kit.ca.shown.description.sha256}`}
					kit={kit}
					onSaved={() => onSaved(kit)}
					remember={remember}
				/>
			)}
			{kit === undefined ? null : (
				<TrialPanel
					key={kit.ca.shown.description.sha256}
					kit={kit}
					actions={trial}
					tried={tried}
					onTried={(outcome) => draft.set({ tried: outcome })}
				/>
			)}
		</div>
	)
}

function MadeFiles({
	kit,
	onSaved,
	remember,
}: {
	readonly kit: MadeKit
	readonly onSaved: () => void
	readonly remember: RememberAction
}) {
	return (
		<section aria-label="What was made" className="flex flex-col gap-4">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
				<Button
					variant="primary"
					onClick={() => {
						saveBytes("mutual-tls.zip", kit.zip(), "application/zip")
						onSaved()
					}}
				>
					<Download aria-hidden />
					Download the zip
				</Button>
				<p className="text-ink-soft text-sm">
					Seven files; README.md shows how to use exactly these with Permguard, Go, Node, Python, Java, Rust,
					.NET, grpcurl, nginx, Envoy and Kubernetes.
				</p>
			</div>
			<div className="grid gap-4 md:grid-cols-3">
				<CertificateCard title="CA" shown={kit.ca.shown} />
				<CertificateCard title="Server" shown={kit.server} />
				<CertificateCard title="Client" shown={kit.client} />
			</div>
			<RememberShown shown={[kit.ca.shown, kit.server, kit.client]} remember={remember} />
			<p className="max-w-prose text-sm">
				<span className="font-medium">ca-key.pem can sign a certificate for any name.</span> Whoever has it
				can pass for every server and client in front of all that trust this CA: keep it off shared disks and
				out of images and git.
			</p>
		</section>
	)
}

function firstNames(hostName: string): string {
	const own = hostName === "" || hostName === "localhost" ? [] : [hostName]
	return ["localhost", "127.0.0.1", "::1", ...own].join("\n")
}
