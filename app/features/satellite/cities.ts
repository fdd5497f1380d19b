import { kmBetween, type Place } from '~/core/places';

export type City = Place & {
  code: string;
  name: string;
  nameEn: string;
  altitudeM: number;
  /** Sample value in mm/h, rounded: not read from the map of P.837. */
  sampleRainRate: number;
};

const row = (
  code: string,
  name: string,
  nameEn: string,
  latitude: number,
  longitude: number,
  altitudeM: number,
  sampleRainRate: number,
): City => ({ code, name, nameEn, latitude, longitude, altitudeM, sampleRainRate });

/** Places to choose from: positions to a hundredth of a degree, rain rates as rounded sample values. */
export const cities: readonly City[] = [
  row('beijing', '北京', 'Beijing', 39.9, 116.4, 45, 45),
  row('tianjin', '天津', 'Tianjin', 39.13, 117.2, 5, 45),
  row('shijiazhuang', '石家庄', 'Shijiazhuang', 38.04, 114.51, 80, 45),
  row('taiyuan', '太原', 'Taiyuan', 37.87, 112.55, 780, 35),
  row('hohhot', '呼和浩特', 'Hohhot', 40.84, 111.75, 1050, 25),
  row('baotou', '包头', 'Baotou', 40.66, 109.84, 1065, 25),
  row('hulunbuir', '呼伦贝尔', 'Hulunbuir', 49.21, 119.77, 610, 30),
  row('shenyang', '沈阳', 'Shenyang', 41.8, 123.43, 45, 45),
  row('dalian', '大连', 'Dalian', 38.91, 121.61, 30, 45),
  row('changchun', '长春', 'Changchun', 43.82, 125.32, 220, 40),
  row('harbin', '哈尔滨', 'Harbin', 45.8, 126.53, 130, 35),
  row('mohe', '漠河', 'Mohe', 52.97, 122.54, 430, 25),
  row('shanghai', '上海', 'Shanghai', 31.23, 121.47, 5, 60),
  row('nanjing', '南京', 'Nanjing', 32.06, 118.8, 15, 60),
  row('suzhou', '苏州', 'Suzhou', 31.3, 120.59, 5, 60),
  row('hangzhou', '杭州', 'Hangzhou', 30.27, 120.16, 10, 60),
  row('ningbo', '宁波', 'Ningbo', 29.87, 121.55, 5, 65),
  row('zhoushan', '舟山', 'Zhoushan', 29.99, 122.21, 10, 65),
  row('wenzhou', '温州', 'Wenzhou', 28, 120.7, 10, 70),
  row('hefei', '合肥', 'Hefei', 31.82, 117.23, 30, 60),
  row('fuzhou', '福州', 'Fuzhou', 26.07, 119.3, 15, 75),
  row('xiamen', '厦门', 'Xiamen', 24.48, 118.09, 20, 80),
  row('quanzhou', '泉州', 'Quanzhou', 24.87, 118.68, 20, 80),
  row('nanchang', '南昌', 'Nanchang', 28.68, 115.86, 25, 75),
  row('jinan', '济南', 'Jinan', 36.65, 117.12, 50, 50),
  row('qingdao', '青岛', 'Qingdao', 36.07, 120.38, 20, 50),
  row('zhengzhou', '郑州', 'Zhengzhou', 34.75, 113.63, 110, 50),
  row('wuhan', '武汉', 'Wuhan', 30.59, 114.31, 25, 65),
  row('yichang', '宜昌', 'Yichang', 30.69, 111.29, 130, 55),
  row('changsha', '长沙', 'Changsha', 28.23, 112.94, 60, 70),
  row('guangzhou', '广州', 'Guangzhou', 23.13, 113.26, 20, 90),
  row('shenzhen', '深圳', 'Shenzhen', 22.54, 114.06, 15, 95),
  row('zhuhai', '珠海', 'Zhuhai', 22.27, 113.58, 10, 95),
  row('zhanjiang', '湛江', 'Zhanjiang', 21.27, 110.36, 20, 95),
  row('nanning', '南宁', 'Nanning', 22.82, 108.37, 80, 85),
  row('guilin', '桂林', 'Guilin', 25.27, 110.29, 150, 75),
  row('haikou', '海口', 'Haikou', 20.04, 110.34, 15, 100),
  row('sanya', '三亚', 'Sanya', 18.25, 109.51, 10, 95),
  row('yongxing', '三沙永兴岛', 'Yongxing Island', 16.83, 112.34, 5, 100),
  row('chongqing', '重庆', 'Chongqing', 29.56, 106.55, 260, 55),
  row('chengdu', '成都', 'Chengdu', 30.57, 104.07, 500, 55),
  row('guiyang', '贵阳', 'Guiyang', 26.65, 106.63, 1080, 55),
  row('kunming', '昆明', 'Kunming', 25.04, 102.71, 1890, 50),
  row('lijiang', '丽江', 'Lijiang', 26.87, 100.23, 2400, 45),
  row('lhasa', '拉萨', 'Lhasa', 29.65, 91.13, 3650, 25),
  row('shigatse', '日喀则', 'Shigatse', 29.27, 88.88, 3840, 20),
  row('nyingchi', '林芝', 'Nyingchi', 29.65, 94.36, 3000, 25),
  row('xian', '西安', "Xi'an", 34.34, 108.94, 400, 35),
  row('yanan', '延安', "Yan'an", 36.59, 109.49, 960, 30),
  row('lanzhou', '兰州', 'Lanzhou', 36.06, 103.83, 1520, 20),
  row('jiuquan', '酒泉', 'Jiuquan', 39.73, 98.49, 1480, 10),
  row('xining', '西宁', 'Xining', 36.62, 101.78, 2260, 15),
  row('golmud', '格尔木', 'Golmud', 36.41, 94.91, 2808, 10),
  row('yushu', '玉树', 'Yushu', 33, 97.01, 3680, 20),
  row('yinchuan', '银川', 'Yinchuan', 38.49, 106.23, 1110, 20),
  row('urumqi', '乌鲁木齐', 'Urumqi', 43.83, 87.62, 900, 10),
  row('hami', '哈密', 'Hami', 42.82, 93.51, 740, 10),
  row('korla', '库尔勒', 'Korla', 41.73, 86.17, 940, 10),
  row('kashgar', '喀什', 'Kashgar', 39.47, 75.99, 1290, 10),
  row('hotan', '和田', 'Hotan', 37.11, 79.92, 1375, 10),
  row('yining', '伊宁', 'Yining', 43.92, 81.32, 660, 15),
  row('hongkong', '香港', 'Hong Kong', 22.32, 114.17, 30, 100),
  row('macau', '澳门', 'Macau', 22.2, 113.55, 20, 100),
  row('taipei', '台北', 'Taipei', 25.04, 121.56, 10, 90),
];

export const cityOf = (code: string) => cities.find((city) => city.code === code);

export function nearestCity(place: Place): { city: City; distanceKm: number } {
  const [first, ...rest] = cities.map((city) => ({ city, distanceKm: kmBetween(place, city) }));
  return rest.reduce((best, next) => (next.distanceKm < best.distanceKm ? next : best), first!);
}

/** Metres above the sea of the nearest city, where one is near; else sea level. */
export function altitudeNear(place: Place): number {
  const { city, distanceKm } = nearestCity(place);
  return distanceKm < 60 ? city.altitudeM : 0;
}
