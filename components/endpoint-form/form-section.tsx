"use client"

import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"
import { type GroupName, groupHolds, groupMatters, groups } from "./form-groups.tsx"
import type { EndpointFormState } from "./use-endpoint-form.tsx"

/** A group of fields with its name beside it. */
export function FormSection({
	title,
	lead,
	children,
}: {
	readonly title: string
	readonly lead?: string
	readonly children: ReactNode
}) {
	return (
		<section
			aria-label={title}
			className="grid gap-x-8 gap-y-3 border-line border-t py-6 lg:grid-cols-[11rem_minmax(0,42rem)]"
		>
			<div>
				<h2 className="font-semibold">{title}</h2>
				{lead === undefined ? null : <p className="mt-1 text-ink-faint text-sm">{lead}</p>}
			</div>
			<div className="flex min-w-0 flex-col gap-4">{children}</div>
		</section>
	)
}

/** A group that some modes do without: folded there, unless it holds something. */
export function FoldableSection({
	form,
	name,
	children,
}: {
	readonly form: EndpointFormState
	readonly name: GroupName
	readonly children: ReactNode
}) {
	const group = groups[name]
	const needed = groupMatters(name, form.values.mode)
	if (needed) return <FormSection title={group.title}>{children}</FormSection>
	return (
		<section aria-label={group.title} className="border-line border-t py-4">
			<details open={groupHolds(name, form.values, form.kept)} className="group">
				<summary className="flex min-h-8 list-none items-center gap-x-3 gap-y-1 max-sm:flex-wrap lg:gap-x-8">
					<h2 className="flex w-44 items-center gap-1.5 font-semibold text-ink-soft">
						<ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
						{group.title}
					</h2>
					<span className="text-ink-faint text-sm">{group.aside}</span>
				</summary>
				<div className="mt-3 flex min-w-0 max-w-2xl flex-col gap-4 lg:ml-52">{children}</div>
			</details>
		</section>
	)
}
