import { expect } from 'chai';
import { failureOf, helpFor } from '../../src/actions/invocation.ts';
import type { ErrorRecordData, InvocationResult } from '../../src/session/session.ts';
import { completed } from '../harness/invocation-result.ts';

function error(message: string, changes: Partial<ErrorRecordData> = {}): ErrorRecordData {
  return {
    message,
    id: 'Id',
    category: 'NotSpecified',
    exception: 'System.Exception',
    target: null,
    causes: [],
    recommendedAction: null,
    position: '',
    scriptStack: '',
    terminating: false,
    ...changes,
  };
}

function result(state: InvocationResult['state'], ...errors: readonly ErrorRecordData[]): InvocationResult {
  return { ...completed, state, errors };
}

const going = { errorAction: 'continue' } as const;
const stopping = { errorAction: 'stop' } as const;

describe('the failure of an invocation', () => {
  it('is what ended it, not what was reported before', () => {
    const ended = result('failed', error('first'), error('last', { terminating: true }));
    expect(failureOf(ended, going)).to.equal('last\n(and 1 more error)');
  });

  it('is an error that ended nothing, unless going on was asked for', () => {
    const reported = result('completed', error('reported', { position: 'At line:1 char:1' }));
    expect(failureOf(reported, stopping)).to.equal('reported\nAt line:1 char:1');
    expect(failureOf(reported, going)).to.equal(undefined);
  });

  it('comes with help where Windows PowerShell takes stderr for an error', () => {
    const words = error('warning: old format', { id: 'NativeCommandError', terminating: true });
    expect(helpFor(result('failed', error('before'), words))).to.contain('command:');
    expect(helpFor(result('failed', error('x', { terminating: true })))).to.equal(undefined);
  });
});
