import { Card, type CardSetting, stageIn } from './card';
import { ClosedStages } from './closed-stages';
import { ColumnFoot, ColumnHead } from './column';
import type { BoardColumn } from './columns';
import type { IndexData } from './route';

export const boardFrame = 'flex h-full flex-col';
export const boardScroll = 'flex min-h-0 flex-1 items-stretch gap-2 overflow-auto px-4 pb-2';
export const columnFrame = 'flex min-h-full w-0 min-w-[186px] flex-1 flex-col rounded-xl bg-sunken';
export const cardList = 'flex flex-1 flex-col gap-2 px-1.5 pb-2';

export type BoardProps = { data: IndexData; columns: BoardColumn[]; setting: CardSetting };

/** The board as it is served, before there is anything to drag with. */
export function Board({ data, columns, setting }: BoardProps) {
  return (
    <div className={boardFrame}>
      <div className={boardScroll}>
        {columns.map((column) => (
          <section key={column.stage.id} className={columnFrame}>
            <ColumnHead column={column} mayCreate={data.may.create} />
            <div className={cardList}>
              {column.rows.map((row) => (
                <Card key={row.id} row={row} stage={stageIn(data, row, column)} setting={setting} />
              ))}
              <ColumnFoot column={column} capped={data.sums.capped} />
            </div>
          </section>
        ))}
      </div>
      <ClosedStages data={data} />
    </div>
  );
}
