import { cn } from "./class-names.tsx"

/*
 * <Skeleton className="h-4 w-40" />        one pale block
 * <SkeletonRows rows={6} />                rows of 36 px; announces that it loads
 */

/** A pale block where something will be. Nothing moves. */
export function Skeleton({ className }: { readonly className?: string }) {
	return <span aria-hidden="true" className={cn("block rounded-sm bg-line/70", className)} />
}

/** Rows that are being loaded. */
export function SkeletonRows({
	rows,
	label = "Loading",
}: {
	readonly rows: number
	readonly label?: string
}) {
	return (
		<div role="status" aria-label={label}>
			{Array.from({ length: rows }, (_, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
				<div key={index} className="flex h-9 items-center gap-4 border-line border-b">
					<Skeleton className="h-3 w-28" />
					<Skeleton className="h-3 w-48 max-sm:hidden" />
					<Skeleton className="h-3 flex-1" />
				</div>
			))}
		</div>
	)
}
