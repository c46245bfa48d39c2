"use client"

import { type ReactNode, useEffect, useEffectEvent, useRef, useState, useTransition } from "react"
import type { RememberAction } from "#components/keeping/keeping-types"
import { Button } from "#components/ui/button"
import { Mono } from "#components/ui/mono"
import { TextField } from "#components/ui/text-field"
import type { FieldProblem } from "#pki/field-problem"
import type { Grant } from "#pki/grant-request"
import { FileOrPaste } from "./file-or-paste.tsx"
import { MadeResult } from "./made-result.tsx"
import { NamesField, splitNames } from "./names-field.tsx"
import { ProblemList } from "./problem-list.tsx"
import type { Draft } from "./use-draft.tsx"
import type { MadeCertificate } from "./workshop-engine.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

/** What stands under *Sign a request* to begin with. */
export const firstSigning: SigningDraft = {
	...{ file: undefined, lifetime: "", names: "", planned: undefined, made: undefined },
}

interface SigningDraft {
	readonly file: File | undefined
	readonly lifetime: string
	readonly names: string
	/** What would be granted of which request by which CA. */
	readonly planned:
		| { readonly file: File; readonly authority: HeldAuthority; readonly grant: Grant }
		| undefined
	readonly made: MadeCertificate | undefined
}

/** A certificate request: what it asks for, what will be granted, and the certificate. */
export function RequestSection({
	draft,
	panel,
	authority,
	remember,
}: {
	readonly draft: Draft<SigningDraft>
	readonly panel: ReactNode
	readonly authority: HeldAuthority | undefined
	readonly remember: RememberAction
}) {
	const { file, lifetime, names, planned, made } = draft.value
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isWorking, startWorking] = useTransition()
	const isPlanned = made !== undefined || (planned?.file === file && planned?.authority === authority)
	const grant = isPlanned ? planned?.grant : undefined
	const newestLook = useRef(0)
	const look = () => {
		setProblems([])
		if (file === undefined || authority === undefined) return
		newestLook.current += 1
		const own = newestLook.current
		draft.set({ planned: undefined, made: undefined })
		startWorking(async () => {
			const { readRequestFile } = await import("./workshop-engine.tsx")
			const given = splitNames(names)
			const terms = {
				...(lifetime === "" ? {} : { lifetime }),
				...(given.length === 0 ? {} : { names: given }),
			}
			const read = await readRequestFile(file, terms, authority)
			// Another file or another CA has come meanwhile.
			if (own !== newestLook.current) return
			if (read.ok) draft.set({ planned: { file, authority, grant: read.value } })
			else setProblems(read.error)
		})
	}
	const lookUnlessPlanned = useEffectEvent((_file: typeof file, _authority: typeof authority) => {
		if (!isPlanned) look()
	})
	// A request may come before the CA, from another tab, and another CA may take its place.
	useEffect(() => lookUnlessPlanned(file, authority), [file, authority])
	const sign = () =>
		startWorking(async () => {
			if (grant === undefined || authority === undefined) return
			const { signGrant } = await import("./workshop-engine.tsx")
			draft.set({ made: await signGrant(grant, authority) })
		})
	return (
		<div className="flex flex-col gap-8">
			{panel}
			{authority === undefined && file !== undefined ? (
				<p role="status" className="text-ink-soft">
					The request {file.name} is here and waits for the CA that is to sign it.
				</p>
			) : null}
			{authority === undefined ? null : (
				<section aria-label="Request" className="flex max-w-3xl flex-col gap-4">
					<FileOrPaste
						label="Certificate request (PEM or DER)"
						given={file}
						onFile={(given) => draft.set({ file: given, planned: undefined, made: undefined })}
					/>
					<details>
						<summary className="w-fit rounded-sm py-1 text-ink-soft hover:text-ink">
							Grant other names, or another lifetime
						</summary>
						<div className="mt-2 flex flex-col gap-4">
							<NamesField
								id="request-names"
								label="Names in place of those asked for"
								optional
								value={names}
								onChange={(typed) => draft.set({ names: typed })}
							/>
							<div className="w-40">
								<TextField
									id="request-lifetime"
									label="Lifetime"
									optional
									mono
									value={lifetime}
									placeholder="90d"
									onChange={(text) => draft.set({ lifetime: text })}
								/>
							</div>
							<div>
								<Button size="sm" onClick={look}>
									Look again
								</Button>
							</div>
						</div>
					</details>
					<ProblemList problems={problems} />
					{grant === undefined ? null : <GrantFacts grant={grant} />}
					{grant === undefined || made !== undefined ? null : (
						<div>
							<Button variant="primary" disabled={isWorking} onClick={sign}>
								Sign it
							</Button>
						</div>
					)}
				</section>
			)}
			{made === undefined ? null : (
				<MadeResult remember={remember} key={made.shown.description.sha256} made={made} hasKey={false} />
			)}
		</div>
	)
}

function GrantFacts({ grant: { asked, form, leftOut } }: { readonly grant: Grant }) {
	const granted = [...(form.spiffeId === undefined ? [] : [form.spiffeId]), ...form.names]
	return (
		<dl className="flex flex-col gap-2 border-line border-y py-3">
			<Row name="It asks for">
				<Mono>{[asked.subject === "" ? "an empty subject" : asked.subject, ...asked.names].join(", ")}</Mono>,
				with a key of {asked.keyType}
			</Row>
			<Row name="It will be granted">
				a {form.profile} certificate for {form.lifetime}:{" "}
				<Mono>{granted.length === 0 ? "no name" : granted.join(", ")}</Mono>
			</Row>
			{leftOut.map(({ what, why }) => (
				<Row key={`${what} ${why}`} name="Left out">
					<Mono>{what}</Mono>. <span className="text-ink-soft">{why}</span>
				</Row>
			))}
		</dl>
	)
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
	return (
		<div className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
			<dt className="text-ink-faint">{name}</dt>
			<dd className="min-w-0 wrap-anywhere">{children}</dd>
		</div>
	)
}
