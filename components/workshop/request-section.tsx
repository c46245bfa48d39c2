"use client"

import { type ReactNode, useRef, useState, useTransition } from "react"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Input } from "#components/ui/input"
import { Mono } from "#components/ui/mono"
import type { FieldProblem } from "#pki/field-problem"
import type { Grant } from "#pki/grant-request"
import { FileOrPaste } from "./file-or-paste.tsx"
import { MadeResult } from "./made-result.tsx"
import { NamesField, splitNames } from "./names-field.tsx"
import { ProblemList } from "./problem-list.tsx"
import type { MadeCertificate } from "./workshop-engine.tsx"
import type { HeldAuthority } from "./workshop-materials.tsx"

/** A certificate request: what it asks for, what will be granted, and the certificate. */
export function RequestSection({
	panel,
	authority,
}: {
	readonly panel: ReactNode
	readonly authority: HeldAuthority | undefined
}) {
	const file = useRef<Blob>(undefined)
	const [lifetime, setLifetime] = useState("")
	const [names, setNames] = useState("")
	const [grant, setGrant] = useState<Grant>()
	const [made, setMade] = useState<MadeCertificate>()
	const [problems, setProblems] = useState<readonly FieldProblem[]>([])
	const [isWorking, startWorking] = useTransition()
	const look = (given: Blob | undefined) => {
		file.current = given
		setMade(undefined)
		if (given === undefined || authority === undefined) return
		startWorking(async () => {
			const { readRequestFile } = await import("./workshop-engine.tsx")
			const own = splitNames(names)
			const terms = { ...(lifetime === "" ? {} : { lifetime }), ...(own.length === 0 ? {} : { names: own }) }
			const read = await readRequestFile(given, terms, authority)
			setProblems(read.ok ? [] : read.error)
			setGrant(read.ok ? read.value : undefined)
		})
	}
	const sign = () =>
		startWorking(async () => {
			if (grant === undefined || authority === undefined) return
			const { signGrant } = await import("./workshop-engine.tsx")
			setMade(await signGrant(grant, authority))
		})
	return (
		<div className="flex flex-col gap-8">
			{panel}
			{authority === undefined ? null : (
				<section aria-label="Request" className="flex max-w-3xl flex-col gap-4">
					<FileOrPaste label="Certificate request (PEM or DER)" onFile={look} />
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
								onChange={setNames}
							/>
							<div className="w-40">
								<Field id="request-lifetime" label="Lifetime" optional>
									{(props) => (
										<Input
											{...props}
											mono
											value={lifetime}
											placeholder="90d"
											onChange={(event) => setLifetime(event.target.value)}
										/>
									)}
								</Field>
							</div>
							<div>
								<Button size="sm" onClick={() => look(file.current)}>
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
				<MadeResult key={made.shown.description.sha256} made={made} hasKey={false} />
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
