"use client"

import { type ReactNode, useState, useTransition } from "react"
import type { RememberAction } from "#components/keeping/keeping-types"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import type { FieldProblem } from "#pki/field-problem"
import { FileOrPaste } from "./file-or-paste.tsx"
import { MadeResult } from "./made-result.tsx"
import { ProblemList } from "./problem-list.tsx"
import type { Draft } from "./use-draft.tsx"
import type { useUnsaved } from "./use-unsaved.tsx"
import type { MadeCertificate } from "./workshop-engine.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

const ways = [
	{ value: "new-key", label: "renew it with a new key" },
	{ value: "same-key", label: "renew it, keep its key" },
	{ value: "cross-sign", label: "cross-sign it: it is another CA" },
] as const

type Way = (typeof ways)[number]["value"]

const meanings = {
	"new-key":
		"The same subject, names, usages and length of life, beginning now. Its key is made in this page.",
	"same-key": "The same again for the key that it has. The private key is not needed here.",
	"cross-sign":
		"This CA vouches for the other one. Served beside the leaf, it lets clients that trust only this CA accept what the other issues, while you change over.",
} as const satisfies Record<Way, string>

/** What stands under *Renew* to begin with. */
export const firstRenewal: RenewalDraft = { file: undefined, how: "new-key", made: undefined }

interface RenewalDraft {
	readonly file: File | undefined
	readonly how: Way
	readonly made: { readonly certificate: MadeCertificate; readonly hasKey: boolean } | undefined
}

/** A certificate that exists: issued again, or another CA vouched for. */
export function RenewSection({
	draft,
	panel,
	authority,
	unsaved,
	remember,
}: {
	readonly draft: Draft<RenewalDraft>
	readonly panel: ReactNode
	readonly authority: HeldAuthority | undefined
	readonly unsaved: ReturnType<typeof useUnsaved>
	readonly remember: RememberAction
}) {
	const { file, how, made } = draft.value
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isWorking, startWorking] = useTransition()
	const renew = () =>
		startWorking(async () => {
			if (file === undefined || authority === undefined) return
			const { renewFile } = await import("./workshop-engine.tsx")
			const renewed = await renewFile(file, authority, how)
			setProblems(renewed.ok ? [] : renewed.error)
			if (made !== undefined) unsaved.forgotten(made.certificate.shown.description.sha256)
			const hasKey = how === "new-key"
			draft.set({ made: renewed.ok ? { certificate: renewed.value, hasKey } : undefined })
			if (renewed.ok && hasKey) unsaved.made(renewed.value.shown.description.sha256)
		})
	return (
		<div className="flex flex-col gap-8">
			{panel}
			{authority === undefined ? null : (
				<section aria-label="Certificate to renew" className="flex max-w-3xl flex-col gap-4">
					<FileOrPaste
						label="Certificate (PEM or DER)"
						given={file}
						onFile={(given) => draft.set({ file: given })}
					/>
					<div className="flex flex-col items-start gap-1">
						<Select
							label="What to do with it"
							value={how}
							onChange={(way) => draft.set({ how: way })}
							options={ways}
						/>
						<p className="text-ink-faint text-sm">{meanings[how]}</p>
					</div>
					<ProblemList problems={problems} />
					<div>
						<Button variant="primary" disabled={isWorking || file === undefined} onClick={renew}>
							{how === "cross-sign" ? "Cross-sign it" : "Renew it"}
						</Button>
					</div>
				</section>
			)}
			{made === undefined ? null : (
				<MadeResult
					remember={remember}
					key={made.certificate.shown.description.sha256}
					made={made.certificate}
					hasKey={made.hasKey}
					onSaved={unsaved.saved}
				/>
			)}
		</div>
	)
}
