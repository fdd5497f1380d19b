/** Places no fibre reaches; the last lies where the Ka beam is sold out, so that its refusal offers something else. */
export const remoteSites = [
  { name: '三沙永兴岛站', address: '海南省三沙市永兴岛', latitude: 16.83, longitude: 112.34 },
  { name: '嵊泗枸杞岛站', address: '浙江省舟山市嵊泗县枸杞乡', latitude: 30.72, longitude: 122.77 },
  { name: '塔中矿区', address: '新疆和田民丰县塔中', latitude: 39.0, longitude: 83.66 },
  { name: '高栏港临时工地', address: '广东省珠海市金湾区高栏港', latitude: 21.93, longitude: 113.22 },
].map((place) => ({ ...place, branchId: null }));
