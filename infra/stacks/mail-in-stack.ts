import { Stack } from 'aws-cdk-lib';

/**
 * Incoming mail has its own stack: an account has one active receipt rule set per region, shared with whatever
 * else receives mail there. Empty until mail is taken in. Its bucket is with the data, since the functions of the
 * application read what the rules of this stack write.
 */
export class MailInStack extends Stack {}
