import { filesWritten } from '../../src/notebook/filesWritten';

describe('filesWritten', () => {
  it('finds what is written by name', () => {
    expect(
      filesWritten(
        [
          'out.to_csv("submission.csv", index=False)',
          "plt.savefig('./importance.png')",
          'joblib.dump(model, "model.joblib")',
          'with open("notes.txt", "w") as f: pass',
          'out.to_csv("submission.csv")'
        ].join('\n')
      )
    ).toEqual([
      'submission.csv',
      'importance.png',
      'model.joblib',
      'notes.txt'
    ]);
  });

  it('takes nothing that is read for written', () => {
    expect(
      filesWritten(
        'pd.read_csv("a.csv"); open("b.txt"); open("c.txt", "r"); json.dump(x, f)'
      )
    ).toEqual([]);
  });
});
