export const brief = {
  'brief.title': '访前简报',
  'brief.print': '打印',
  'brief.late': '逾期 {n} 天',
  'brief.needs': '未满足的需求',
  'brief.deals': '在谈商机',
  'brief.close_on': '预计 {day} 签约',
  'brief.slips': '已推迟 {n} 次',
  'brief.meets': '本次拜访',
  'brief.last_visits': '最近三次拜访',
  'brief.next_step': '当时约定：{text}',
} as const;
