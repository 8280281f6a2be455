/** Links to a view's data endpoints in the page's head, where scripts and feed readers look for them. */

interface TwinLinksProps {
  readonly json: string;
  readonly csv?: string;
}

export function DataLinks({ json, csv }: TwinLinksProps) {
  return (
    <>
      <link rel="alternate" type="application/json" href={json} />
      {csv && <link rel="alternate" type="text/csv" href={csv} />}
    </>
  );
}
