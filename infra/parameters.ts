/** What differs from one installation to the next. Everything else is the same for every municipality. */
export interface Parameters {
  /** Folder name under policies/. */
  readonly municipality: string;
  readonly region: string;
  /** The domain mail is sent from; its DNS gets the DKIM records that SES shows for the identity. */
  readonly mailDomain: string;
  /** Another address than the one for reports: what programs send back to it opens no case. */
  readonly mailFrom: string;
  /** Where staff report by mail; its domain's MX record points at SES. */
  readonly reportAddress: string;
  /** Where people reach the product, without a trailing slash. */
  readonly publicUrl: string;
  /** First label of the sign-in host; unique in the region. */
  readonly signInPrefix: string;
  /** COMPLIANCE cannot be undone by anybody: only where real reports arrive. */
  readonly evidenceLock: { readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly days: number };
  /**
   * The municipality's own networks, as 192.0.2.0/24. From these the whole form is open without an account; and as a
   * whole city hall may share one address, they are exempt from the rate and reputation rules.
   */
  readonly officeAddresses: readonly string[];
  readonly refusedAddresses: readonly string[];
  readonly alarmMail: string;
}

export const PRODUCTION: Parameters = {
  municipality: 'wakayama',
  region: 'ap-northeast-1',
  mailDomain: 'hikeshi.city.example',
  mailFrom: 'hikeshi@hikeshi.city.example',
  reportAddress: 'incident@hikeshi.city.example',
  publicUrl: 'https://hikeshi.city.example',
  signInPrefix: 'hikeshi-city-example',
  evidenceLock: { mode: 'COMPLIANCE', days: 90 },
  officeAddresses: ['192.0.2.0/24'],
  refusedAddresses: [],
  alarmMail: 'hikeshi-alarm@city.example',
};

/** For trying a deployment: what it stores can be deleted again. Chosen by `-c deployment=trial`. */
export const TRIAL: Parameters = {
  ...PRODUCTION,
  signInPrefix: 'hikeshi-trial-city-example',
  evidenceLock: { mode: 'GOVERNANCE', days: 1 },
};
